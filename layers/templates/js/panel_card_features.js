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
    return `${row.name ?? row.title ?? row.place} (record ${id}). ${sources.words()}`;
  }

  function hotspot(store, row) {
    const { data } = store;
    const sources = open(data, row);
    const body = [
      el("div", { class: "chips" }, parts.chip(kit.label(data, "kind", row.kind), "type")),
      parts.names(data, row),
      parts.facts([["Administered by", [parts.partyNames(data, row.administered_by) || EN_DASH,
        row.administered_note ? el("span", { class: "note block", text: row.administered_note }) : null]],
      ["Unit", row.admin], ["Population", population(row)], ["", row.population_note],
      ["Point", parts.placeWords(data, row)], ["Point from", row.coord_source]]),
      text("Why contested", row.why_contested),
      text("After the settlement", row.status_after_treaty),
      M.cardIncidents(store, "hotspot_id", row.hotspot_id, "Incidents here"),
      text("Notes", row.notes),
      sources.list(),
    ];
    return { kicker: ["Hotspot"], title: row.name, body, cite: citation(row, row.hotspot_id, sources) };
  }

  function enclave(store, row) {
    const { data } = store;
    const sources = open(data, row);
    const drawings = data.enclaves.filter((one) => one.enclave_id === row.enclave_id).map((one) => drawingTitle(data, one.drawing));
    const area = (value) => (value === null || value === undefined ? EN_DASH : `${kit.number(value)} km²`);
    const body = [
      parts.names(data, row),
      parts.facts([["Administered by", parts.partyNames(data, row.administered_by)],
        ["Surrounded by", parts.partyNames(data, row.surrounded_by)], ["Unit", row.admin],
        ["Area, published", [area(row.area_km2_published), row.area_published_note ? el("span", { class: "note block", text: row.area_published_note }) : null]],
        ["Area, measured", `${area(row.area_km2_measured)}, ${drawingTitle(data, row.drawing)}`],
        ["Perimeter", row.perimeter_km ? `${kit.number(row.perimeter_km)} km` : null],
        ["Population", [population(row) ?? EN_DASH, row.population_note ? el("span", { class: "note block", text: row.population_note }) : null]],
        ["Drawn in", drawings.join(", ")]]),
      row.drawing === store.drawing() ? null
        : el("p", { class: "note", text: `Not in the ${drawingTitle(data, store.drawing())}; shown, fainter, from the ${drawingTitle(data, row.drawing)}.` }),
      text("Status", row.status_note), text("Notes", row.notes), sources.list(),
    ];
    return { kicker: ["Enclave"], title: row.name, body, cite: citation(row, row.enclave_id, sources) };
  }

  /** Dated states, oldest first: when, what, how it was put, by whom. */
  function history(data, rows, group, field, sources) {
    const ordered = rows.toSorted((a, b) => ((a.valid_from ?? "") < (b.valid_from ?? "") ? -1 : 1));
    const cut = { month: 7, year: 4 };
    const from = (row) => (row.valid_from ? kit.partialDate(row.valid_from.slice(0, cut[row.date_precision] ?? 10)) : "from the start");
    return el("table", { class: "claims history" }, el("caption", { class: "sr-only", text: "States by date" }),
      el("thead", {}, el("tr", {}, ["since", "state", "source"].map((name) => el("th", { text: name, attrs: { scope: "col" } })))),
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
      parts.facts([["Between", parts.partyNames(data, row.parties)], ["Places", row.side_places && kit.ids(row.side_places).join("; ")],
        ["Point", parts.placeWords(data, row)], ["Point from", row.coord_source]]),
      el("section", {}, parts.heading("States by date"), history(data, states, "state", "state", sources)),
      sources.list(),
    ];
    return { kicker: ["Crossing"], title: row.name, body, cite: citation(row, row.crossing_id, sources) };
  }

  function milestone(store, row) {
    const { data } = store;
    const sources = open(data, row);
    const body = [
      el("div", { class: "chips" }, parts.chip(kit.label(data, "kind", row.kind), "type"), parts.chip(row.place)),
      parts.paragraph(row.summary, "summary"),
      M.cardClaims.direct(data, data.claimsOf(row.milestone_id), sources),
      parts.facts([["Parties", partiesWords(data, row.parties)], ["Confidence", row.confidence && kit.label(data, "confidence", row.confidence)],
        ["Record", row.milestone_id]]),
      sources.list(),
    ];
    return { kicker: ["Milestone", parts.dateWords(data, row)], title: row.title, body, cite: citation(row, row.milestone_id, sources) };
  }

  const partiesWords = (data, cell) => parts.partyNames(data, cell) || null;

  function damage(store, row) {
    const { data } = store;
    const sources = open(data, row);
    const event = data.byId.event.get(row.event_id);
    const body = [
      el("p", { class: "summary", text: `${kit.number(row.buildings)} damaged buildings counted. The count says nothing about who caused the damage.` }),
      parts.facts([["Event", event?.title], ["Method", row.method], ["Point", parts.placeWords(data, row)],
        ["Point from", row.coord_source], ["Record", row.damage_id]]),
      sources.list(),
    ];
    return { kicker: ["Damage count", M.days.span({ date_start: row.date, date_end: row.date_end })], title: row.place, body,
      cite: citation(row, row.damage_id, sources) };
  }

  /** How much of the whole line was described or agreed, by who says so, as of when. */
  function delimitation(data, sources) {
    if (!data.delimitation.length) return null;
    const length = (row) => {
      if (row.km === null) return row.of_km === null ? null : `${kit.figure(row.qualifier, row.of_km)} km`;
      return `${kit.figure(row.qualifier, row.km)}${row.of_km === null ? "" : ` of ${kit.number(row.of_km)}`} km`;
    };
    const share = (row) => (row.share_percent === null ? null : `${kit.number(row.share_percent)} %`);
    return el("details", { class: "claim-more" },
      el("summary", { text: `How much of the whole line was agreed: ${kit.plural(data.delimitation.length, "figure")}` }),
      el("table", { class: "claims history" }, el("thead", {}, el("tr", {}, ["as of", "what", "source"].map((name) => el("th", { text: name, attrs: { scope: "col" } })))),
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
      parts.facts([["Between", parts.partyNames(data, row.parties)], ["Drawing", drawing?.title ?? row.drawing],
        ["Length", row.length_km ? `${kit.number(row.length_km)} km as drawn` : null], ["Record", row.sector_id]]),
      parts.paragraph(drawing?.note, "note"),
      el("section", {}, parts.heading("Status by date"), history(data, states, "status", "status", sources)),
      delimitation(data, sources),
      sources.list(),
    ];
    return { kicker: ["Stretch of the line", `line as of ${M.days.label(store.asOfDay())}`], title: row.name, body,
      cite: citation(row, row.sector_id, sources) };
  }

  Object.assign(M.cards, { hotspot, enclave, crossing, milestone, damage, boundary });
})();
