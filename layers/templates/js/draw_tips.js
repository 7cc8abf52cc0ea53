// What a tip says of an incident, of a stretch of the line and of a piece where two drawings differ.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const VAGUE = new Set(["near", "district", "province", "region", "country", "unknown"]);

  /** Publishers of the sources of a row, each once. */
  function whoSays(data, row) {
    const names = M.kit.ids(row?.source_ids).map((id) => data.byId.source.get(id)).filter(Boolean)
      .map((source) => source.publisher ?? source.title);
    return [...new Set(names)].join(", ");
  }

  /** Status of a sector on the day shown, since when, and who says so: three texts, missing ones null. */
  function statusLines(store, row) {
    const { data } = store;
    const status = M.border.statusAt(data, row.sector_id, store.asOfDay());
    if (!status) return [M.say("asof.unknown"), null, null];
    const since = M.days.fromISO(status.valid_from);
    const who = whoSays(data, status);
    return [M.kit.upper(M.kit.label(data, "status", status.status)),
      since === null ? M.say("asof.from_start") : M.say("asof.since", { day: M.days.label(since) }),
      who ? M.say("asof.says", { who }) : null];
  }

  function boundary(store, { row }) {
    const drawing = store.data.meta.drawings.find(({ id }) => id === row.drawing);
    return [row.name, ...statusLines(store, row), drawing?.title];
  }

  function oneIncident(store, index) {
    const row = store.data.incident(index);
    const vague = row.stand_in || VAGUE.has(row.geo_precision);
    return [row.title, M.days.span(row), vague ? M.kit.upper(M.cardParts.placeWords(store.data, row)) : null,
      M.lens.differs(store.data, index) ? M.say("lens.differ") : null];
  }

  function incident(store, { indexes }) {
    if (indexes.length === 1) return oneIncident(store, indexes[0]);
    const { col } = store.data.incidents;
    const first = store.data.incident(indexes[0]);
    const standIns = indexes.filter((index) => col.stand_in?.[index]).length;
    const differ = indexes.filter((index) => M.lens.differs(store.data, index)).length;
    return [M.say("lens.incidents", { n: indexes.length }), first.hotspot_name ?? first.place,
      standIns ? M.say("lens.stand_ins", { n: standIns }) : null, differ ? M.say("lens.differ_of", { n: differ }) : null];
  }

  function difference(store, { row }) {
    const side = (code) => M.cardParts.partyName(store.data, code);
    return [M.say("difference.piece", { km2: row.area_km2 }),
      M.say("difference.sides", { before: M.difference.titleOf(store, row.drawing_before), from: side(row.iso3_before),
        now: M.difference.titleOf(store, row.drawing), to: side(row.iso3) }), M.say("difference.not_land")];
  }

  M.tips = Object.freeze({ incident, boundary, difference, statusLines });
})();
