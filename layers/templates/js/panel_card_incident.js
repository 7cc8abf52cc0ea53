// The cards of an incident and of the event it belongs to.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { kit, cardParts: parts } = M;
  const FINE = new Set(["exact", "place", "near"]); // precisions at which a distance means something

  /** A distance smaller than the point's own uncertainty is given as that. */
  function howFar(row) {
    const unsure = (row.uncertainty_m ?? 0) / 1000;
    if (row.distance_km < unsure) return M.say("card.under", { distance: parts.kilometres(row.uncertainty_m) });
    const near = row.geo_precision === "near";
    const distance = M.say("units.km", { value: near ? kit.number(row.distance_km, 0) : row.distance_km });
    return near ? M.say("card.about", { distance }) : distance;
  }

  function distanceWords(data, row) {
    if (!FINE.has(row.geo_precision) || row.stand_in || row.distance_km === null || row.distance_km === undefined) return null;
    const drawing = row.firstDay === M.days.NONE ? null : kit.drawingOn(data, row.firstDay);
    return [M.say("card.from_line", { distance: howFar(row) }), drawing?.title].filter(Boolean).join(", ");
  }

  function chipButton(text, words, act) {
    return kit.button(text, act, { class: "chip", attrs: { "aria-label": words } });
  }

  function chips(store, row) {
    const { data } = store;
    const event = data.byId.event.get(row.event_id);
    const hotspot = data.byId.hotspot.get(row.hotspot_id);
    return el("div", { class: "chips" },
      parts.chip(kit.label(data, "incident_type", row.incident_type), "type"),
      event && chipButton(event.title, M.say("card.open_event", { title: event.title }), () => store.showFeature({ kind: "event", row: event }, "card")),
      hotspot && chipButton(M.say("caption.at", { names: hotspot.name }), M.say("card.open_hotspot", { name: hotspot.name }), () => store.showFeature({ kind: "hotspot", row: hotspot }, "card")),
      parts.chip(distanceWords(data, row)));
  }

  function stack(store) {
    const { rows } = store.result;
    const isShown = (index) => rows[M.filters.lowerBound(rows.length, (at) => rows[at], index)] === index;
    const here = store.stack.filter((index) => isShown(index) || index === store.selected);
    if (here.length < 2) return null;
    return el("details", { class: "stack", attrs: { open: here.length <= 4 } },
      el("summary", { text: M.say("card.stack", { n: here.length }) }), parts.incidentButtons(store, here));
  }

  const enclaveName = (data, id) => (id ? data.enclaves.find((row) => row.enclave_id === id)?.name ?? id : null);

  const STANDARD = new Set(["incident_id", "event_id", "hotspot_id", "place", "date_start", "date_end", "date_precision",
    "geo_precision", "uncertainty_m", "stand_in", "coord_source", "incident_type", "trigger", "title", "summary",
    "confidence", "source_ids", "first_day", "last_day", "firstDay", "lastDay", "lat", "lon", "index", "event_title", "event_kind",
    "hotspot_name", "country", "enclave_id_in", "distance_km", "sector_id", "claims_differ", "told_by", "geometry"]);

  /** Columns that came with an imported table, as they are. */
  function others(row) {
    const names = Object.keys(row).filter((name) => !STANDARD.has(name) && !M.textSearch.isTitle(name.replace(/^event_/, "")));
    const list = parts.facts(names.map((name) => [name.replaceAll("_", " "), row[name] === null ? null : String(row[name])]));
    return list && el("details", { class: "others" }, el("summary", { text: M.say("card.columns") }), list);
  }

  function incident(store) {
    const { data } = store;
    const row = data.incident(store.selected);
    const sources = parts.sources(data);
    const event = data.byId.event.get(row.event_id);
    sources.note(row.source_ids);
    const eventClaims = event ? data.claimsOf(event.event_id) : [];
    const body = [
      chips(store, row),
      stack(store),
      parts.paragraph(row.summary, "summary"),
      data.incidents.textsLeftOut ? parts.paragraph(M.say("no_notes.card"), "note") : null,
      M.cardAccounts(data, row.incident_id, row.event_id, sources),
      M.cardClaims.direct(data, data.claimsOf(row.incident_id), sources),
      event && M.cardCurve(data, eventClaims, event.title),
      event && M.cardClaims.grouped(data, eventClaims, sources, event.title),
      parts.facts([[M.say("card.trigger"), row.trigger && kit.label(data, "trigger", row.trigger)],
        [M.say("card.in_enclave"), enclaveName(data, row.enclave_id_in)],
        [M.say("card.confidence"), row.confidence && kit.label(data, "confidence", row.confidence)], [M.say("card.point_from"), row.coord_source],
        [M.say("card.record"), row.incident_id]]),
      others(row),
      sources.list(),
    ];
    return { kicker: [parts.dateWords(data, row), M.say("card.place", { words: parts.placeWords(data, row) })], title: row.title ?? row.place ?? row.incident_id,
      subtitle: row.place !== row.title ? row.place : null, body, steps: true,
      cite: M.say("card.cite_incident", { title: row.title, days: M.days.span(row), id: row.incident_id, sources: sources.words() }) };
  }

  /** Incidents that pass and whose column has this id, in order of date. */
  const passing = (store, column, id) => store.ordered().filter((index) => store.data.incidents.col[column]?.[index] === id);
  const all = ({ data }, column, id) => M.filters.countBy(data, M.filters.every(data), column).get(id) ?? 0;

  /** A list of the incidents of a place or an event, and how many the filters leave out. */
  function incidentSection(store, column, id, title) {
    const shown = passing(store, column, id);
    const total = all(store, column, id);
    const note = shown.length === total ? String(total) : M.say("card.pass", { n: shown.length, of: total });
    return el("section", {}, parts.heading(title, note), shown.length ? parts.incidentButtons(store, shown) : null);
  }

  function event(store, row) {
    const { data } = store;
    const sources = parts.sources(data);
    sources.note(row.source_ids);
    const claims = data.claimsOf(row.event_id);
    const ceasefire = M.days.fromISO(row.ceasefire);
    const body = [
      el("div", { class: "chips" }, parts.chip(kit.label(data, "kind", row.kind)),
        ceasefire === null ? null : parts.chip(M.say("card.ceasefire", { day: M.days.label(ceasefire) }))),
      parts.paragraph(row.summary, "summary"),
      M.cardAccounts(data, row.event_id, null, sources),
      M.cardCurve(data, claims, row.title),
      M.cardClaims.grouped(data, claims, sources, ""),
      incidentSection(store, "event_id", row.event_id, M.say("card.incidents")),
      sources.list(),
    ];
    return { kicker: [M.say("card.event"), M.days.span(row)], title: row.title, body,
      cite: M.say("card.cite_event", { title: row.title, days: M.days.span(row), id: row.event_id, sources: sources.words() }) };
  }

  M.cards = { incident, event };
  M.cardIncidents = incidentSection;
})();
