// Cards of everything that is no incident: hotspots, enclaves, crossings, milestones, damage, the line.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el, EN_DASH } = M.dom;
  const { kit, cardParts: parts } = M;

  const drawingTitle = (data, id) => data.meta.drawings.find((one) => one.id === id)?.title ?? id;
  const population = (row) => (row.population === null || row.population === undefined ? null
    : kit.number(row.population) + (row.population_year ? ` (${row.population_year})` : ""));
  const text = (title, words) => (words ? el("section", {}, parts.heading(title), el("p", { text: words })) : null);

  function open(data, row) {
    const sources = parts.sources(data);
    sources.note(row.source_ids);
    return sources;
  }

  function citation(row, id, sources) {
    return M.say("card.cite_record", { name: row.name ?? row.title ?? row.place, id, sources: sources.words() });
  }

  function hotspot(store, row) {
    const { data } = store;
    const sources = open(data, row);
    const body = [
      el("div", { class: "chips" }, parts.chip(kit.label(data, "kind", row.kind), "type")),
      parts.names(data, row),
      parts.facts([[M.say("card.administered"), [parts.partyNames(data, row.administered_by) || EN_DASH,
        row.administered_note ? el("span", { class: "note block", text: row.administered_note }) : null]],
      [M.say("card.unit"), row.admin], [M.say("card.population"), population(row)], ["", row.population_note],
      [M.say("card.point"), parts.placeWords(data, row)], [M.say("card.point_from"), row.coord_source]]),
      text(M.say("card.why"), row.why_contested),
      text(M.say("card.after"), row.status_after_treaty),
      M.cardIncidents(store, "hotspot_id", row.hotspot_id, M.say("card.incidents_here")),
      text(M.say("card.notes"), row.notes),
      sources.list(),
    ];
    return { kicker: [M.say("card.hotspot")], title: row.name, body, cite: citation(row, row.hotspot_id, sources) };
  }

  function enclave(store, row) {
    const { data } = store;
    const sources = open(data, row);
    const drawings = data.enclaves.filter((one) => one.enclave_id === row.enclave_id).map((one) => drawingTitle(data, one.drawing));
    const area = (value) => (value === null || value === undefined ? EN_DASH : M.say("units.km2", { value }));
    const body = [
      parts.names(data, row),
      parts.facts([[M.say("card.administered"), parts.partyNames(data, row.administered_by)],
        [M.say("card.surrounded"), parts.partyNames(data, row.surrounded_by)], [M.say("card.unit"), row.admin],
        [M.say("card.area_published"), [area(row.area_km2_published), row.area_published_note ? el("span", { class: "note block", text: row.area_published_note }) : null]],
        [M.say("card.area_measured"), `${area(row.area_km2_measured)}, ${drawingTitle(data, row.drawing)}`],
        [M.say("card.perimeter"), row.perimeter_km ? M.say("units.km", { value: row.perimeter_km }) : null],
        [M.say("card.population"), [population(row) ?? EN_DASH, row.population_note ? el("span", { class: "note block", text: row.population_note }) : null]],
        [M.say("card.drawn_in"), drawings.join(", ")]]),
      row.drawing === store.drawing() ? null
        : el("p", { class: "note", text: M.say("card.not_drawn", { now: drawingTitle(data, store.drawing()), from: drawingTitle(data, row.drawing) }) }),
      text(M.say("card.status"), row.status_note), text(M.say("card.notes"), row.notes), sources.list(),
    ];
    return { kicker: [M.say("card.enclave")], title: row.name, body, cite: citation(row, row.enclave_id, sources) };
  }

  /** Dated states, oldest first: when, what, how it was put, by whom. */
  function history(data, rows, group, field, sources) {
    const ordered = rows.toSorted((a, b) => ((a.valid_from ?? "") < (b.valid_from ?? "") ? -1 : 1));
    const cut = { month: 7, year: 4 };
    const from = (row) => (row.valid_from ? kit.partialDate(row.valid_from.slice(0, cut[row.date_precision] ?? 10)) : M.say("card.from_start"));
    return el("table", { class: "claims history" }, el("caption", { class: "sr-only", text: M.say("card.states") }),
      el("thead", {}, el("tr", {}, M.tongue.message("card.state_heads").map((name) => el("th", { text: name, attrs: { scope: "col" } })))),
      el("tbody", {}, ordered.map((row) => el("tr", {}, el("th", { text: from(row), attrs: { scope: "row" } }),
        el("td", {}, kit.label(data, group, row[field]),
          [row.as_published, row.note].filter(Boolean).map((words) => el("span", { class: "note block", text: words }))),
        el("td", { class: "figure" }, sources.refs(row.source_ids) ?? EN_DASH)))));
  }

  function crossing(store, row) {
    const { data } = store;
    const sources = open(data, row);
    const states = data.crossing_status.filter((one) => one.crossing_id === row.crossing_id);
    const body = [
      parts.names(data, row),
      parts.facts([[M.say("card.between"), parts.partyNames(data, row.parties)], [M.say("card.places"), row.side_places && kit.ids(row.side_places).join("; ")],
        [M.say("card.point"), parts.placeWords(data, row)], [M.say("card.point_from"), row.coord_source]]),
      el("section", {}, parts.heading(M.say("card.states")), history(data, states, "state", "state", sources)),
      sources.list(),
    ];
    return { kicker: [M.say("card.crossing")], title: row.name, body, cite: citation(row, row.crossing_id, sources) };
  }

  function milestone(store, row) {
    const { data } = store;
    const sources = open(data, row);
    const body = [
      el("div", { class: "chips" }, parts.chip(kit.label(data, "kind", row.kind), "type"), parts.chip(row.place)),
      parts.paragraph(row.summary, "summary"),
      M.cardClaims.direct(data, data.claimsOf(row.milestone_id), sources),
      parts.facts([[M.say("card.parties"), partiesWords(data, row.parties)], [M.say("card.confidence"), row.confidence && kit.label(data, "confidence", row.confidence)],
        [M.say("card.record"), row.milestone_id]]),
      sources.list(),
    ];
    return { kicker: [M.say("card.milestone"), parts.dateWords(data, row)], title: row.title, body, cite: citation(row, row.milestone_id, sources) };
  }

  const partiesWords = (data, cell) => parts.partyNames(data, cell) || null;

  function damage(store, row) {
    const { data } = store;
    const sources = open(data, row);
    const event = data.byId.event.get(row.event_id);
    const body = [
      el("p", { class: "summary", text: M.say("card.damage_words", { n: row.buildings }) }),
      parts.facts([[M.say("card.event"), event?.title], [M.say("card.method"), row.method], [M.say("card.point"), parts.placeWords(data, row)],
        [M.say("card.point_from"), row.coord_source], [M.say("card.record"), row.damage_id]]),
      sources.list(),
    ];
    return { kicker: [M.say("card.damage"), M.days.span({ date_start: row.date, date_end: row.date_end })], title: row.place, body,
      cite: citation(row, row.damage_id, sources) };
  }

  /** How much of the whole line was described or agreed, by who says so, as of when. */
  function delimitation(data, sources) {
    if (!data.delimitation.length) return null;
    const length = (row) => {
      if (row.km === null) return row.of_km === null ? null : M.say("units.km", { value: kit.figure(row.qualifier, row.of_km) });
      const km = kit.figure(row.qualifier, row.km);
      return row.of_km === null ? M.say("units.km", { value: km }) : M.say("card.km_of", { km, of: row.of_km });
    };
    const share = (row) => (row.share_percent === null ? null : `${kit.number(row.share_percent)} %`);
    return el("details", { class: "claim-more" },
      el("summary", { text: M.say("card.agreed", { n: data.delimitation.length }) }),
      el("table", { class: "claims history" }, el("thead", {}, el("tr", {}, M.tongue.message("card.agreed_heads").map((name) => el("th", { text: name, attrs: { scope: "col" } })))),
        el("tbody", {}, data.delimitation.toSorted((a, b) => (a.as_of < b.as_of ? -1 : 1)).map((row) => el("tr", {},
          el("th", { text: kit.partialDate(row.as_of), attrs: { scope: "row" } }),
          el("td", {}, [kit.label(data, "delimitation", row.measure), [length(row), share(row)].filter(Boolean).join(", ")].filter(Boolean).join(": "),
            el("span", { class: "note block", text: M.cardClaims.claimantName(data, row.claimant) }),
            row.remark ? el("span", { class: "note block", text: row.remark }) : null),
          el("td", { class: "figure" }, sources.refs(row.source_id) ?? EN_DASH))))));
  }

  function boundary(store, row) {
    const { data } = store;
    const sources = open(data, row);
    const states = data.boundary_status.filter((one) => one.sector_id === row.sector_id);
    const drawing = data.meta.drawings.find((one) => one.id === row.drawing);
    const body = [
      parts.facts([[M.say("card.between"), parts.partyNames(data, row.parties)], [M.say("card.drawing"), drawing?.title ?? row.drawing],
        [M.say("card.length"), row.length_km ? M.say("card.as_drawn", { km: row.length_km }) : null], [M.say("card.record"), row.sector_id]]),
      parts.paragraph(drawing?.note, "note"),
      el("section", {}, parts.heading(M.say("card.status_by_date")), history(data, states, "status", "status", sources)),
      delimitation(data, sources),
      sources.list(),
    ];
    return { kicker: [M.say("card.sector"), M.say("caption.line", { day: M.days.label(store.asOfDay()) })], title: row.name, body,
      cite: citation(row, row.sector_id, sources) };
  }

  Object.assign(M.cards, { hotspot, enclave, crossing, milestone, damage, boundary });
})();
