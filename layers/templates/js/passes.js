// Which incidents pass the filters, and how many of them are certain, undated or without a place.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { NONE } = M.days;

  const foldAll = (texts) => texts.filter((text) => typeof text === "string").map(M.filters.fold);
  const folded = new WeakMap(); // hotspots and events are named by many incidents

  function foldRow(row, textsOf) {
    if (!row) return [];
    if (!folded.has(row)) folded.set(row, foldAll(textsOf(row)));
    return folded.get(row);
  }

  function namesOf(hotspot) {
    const names = Object.keys(hotspot).filter((key) => key === "name" || key.startsWith("name_"));
    return [...names.map((key) => hotspot[key]), ...(hotspot.variants ?? "").split(";")];
  }

  /** Folded text of an incident; the line breaks keep a match inside one part. */
  function haystack(data, index) {
    const { col, folded: texts } = data.incidents;
    if (texts[index] !== undefined) return texts[index];
    const event = data.byId.event.get(col.event_id?.[index]);
    const hotspot = data.byId.hotspot.get(col.hotspot_id?.[index]);
    const own = foldAll([col.title?.[index], col.place?.[index], col.summary?.[index]]);
    texts[index] = [...own, ...foldRow(hotspot, namesOf), ...foldRow(event, ({ title }) => [title])].join("\n");
    return texts[index];
  }

  function atLeast(choices, least) {
    return least === "" ? null : new Set(choices.slice(0, choices.indexOf(least) + 1));
  }

  /** One test per filter that is set, so that an empty filter costs nothing. */
  function tests(data, filters) {
    const { col } = data.incidents;
    const among = (column, allowed) => (index) => allowed.has(column?.[index] ?? null);
    const chosen = (column, values) => (values.length ? among(column, new Set(values)) : null);
    const fine = atLeast(M.filters.GEO_PRECISIONS, filters.minGeo);
    const sure = atLeast(M.filters.CONFIDENCES, filters.minConfidence);
    const needle = M.filters.fold(filters.text);
    return [
      chosen(col.incident_type, filters.types),
      chosen(col.hotspot_id, filters.hotspots),
      chosen(col.event_id, filters.events),
      fine && among(col.geo_precision, fine),
      sure && among(col.confidence, sure),
      filters.disagree ? (index) => col.claims_differ?.[index] === true : null,
      needle ? (index) => haystack(data, index).includes(needle) : null,
    ].filter(Boolean);
  }

  function passes(data, filters) {
    const { n, firstDay, lastDay, lat } = data.incidents;
    const start = filters.start ?? -Infinity;
    const end = filters.end ?? Infinity;
    const dated = filters.start !== null || filters.end !== null;
    const others = tests(data, filters);
    const rows = [];
    const counts = { total: n, shown: 0, visible: 0, certain: 0, possible: 0, undated: 0, unlocated: 0, filtered: 0 };
    for (let index = 0; index < n; index += 1) {
      if (!others.every((test) => test(index))) continue;
      const undated = firstDay[index] === NONE;
      if (undated && dated) counts.undated += 1;
      if (undated ? dated : firstDay[index] > end || lastDay[index] < start) continue;
      rows.push(index);
      const inside = undated ? !dated : firstDay[index] >= start && lastDay[index] <= end;
      counts[inside ? "certain" : "possible"] += 1;
      counts[Number.isNaN(lat[index]) ? "unlocated" : "visible"] += 1;
    }
    counts.shown = rows.length;
    counts.filtered = n - counts.shown - counts.undated;
    return { rows: Int32Array.from(rows), counts };
  }

  function monthSpan(incidents) {
    let first = Infinity;
    let last = -Infinity;
    for (let index = 0; index < incidents.n; index += 1) {
      if (incidents.firstDay[index] === NONE) continue;
      first = Math.min(first, incidents.firstDay[index]);
      last = Math.max(last, incidents.lastDay[index]);
    }
    return first <= last ? [M.days.monthIndex(first), M.days.monthIndex(last)] : null;
  }

  /**
   * Incidents that pass, by the month in which they start, over the whole dossier: `certain` lie wholly in that
   * month, `possible` run on, so that the month is not certain. Bin 0 is month `from` (see days.monthIndex).
   */
  function monthly(data, filters) {
    const span = monthSpan(data.incidents);
    if (!span) return { from: 0, n: 0, certain: new Int32Array(0), possible: new Int32Array(0) };
    const [from, to] = span;
    const n = to - from + 1;
    const result = { from, n, certain: new Int32Array(n), possible: new Int32Array(n) };
    for (const index of passes(data, filters).rows) {
      if (data.incidents.firstDay[index] === NONE) continue;
      const first = M.days.monthIndex(data.incidents.firstDay[index]);
      const last = M.days.monthIndex(data.incidents.lastDay[index]);
      result[first === last ? "certain" : "possible"][first - from] += 1;
    }
    return result;
  }

  Object.assign(M.filters, { passes, monthly });
  Object.freeze(M.filters);
})();
