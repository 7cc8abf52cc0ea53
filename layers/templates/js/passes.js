// Which incidents pass the filters, and how many of them are certain, undated or without a place. Rows lie in order of
// their first day, so a range of dates is two offsets among the rows that pass all else.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { NONE } = M.days;
  const KEPT = 12; // choices of which the rows are kept

  function atLeast(choices, least) {
    return least === "" ? null : choices.slice(0, choices.indexOf(least) + 1);
  }

  /** Parties that gave an account, of the text that lists them. */
  const toldBy = (text) => (text ? text.split(";") : []);

  /** Columns with the values that pass, for each filter that is set, so that an empty filter costs nothing. */
  function choices(filters) {
    const chosen = (column, values) => (values?.length ? [column, new Set(values)] : null);
    return [
      chosen("incident_type", filters.types),
      chosen("hotspot_id", filters.hotspots),
      chosen("event_id", filters.events),
      chosen("sector_id", filters.sectors),
      filters.parties.length ? ["told_by", { has: (text) => filters.parties.every((party) => toldBy(text).includes(party)) }] : null,
      chosen("geo_precision", atLeast(M.filters.GEO_PRECISIONS, filters.minGeo)),
      chosen("confidence", atLeast(M.filters.CONFIDENCES, filters.minConfidence)),
      filters.disagree ? ["claims_differ", new Set([true])] : null,
    ].filter(Boolean);
  }

  function narrow(mask, { codes, values }, allowed) {
    const pass = Uint8Array.from(values, (value) => Number(allowed.has(value ?? null)));
    for (let i = 0; i < mask.length; i += 1) mask[i] &= pass[codes[i]];
  }

  function rowsOf(mask) {
    const rows = new Int32Array(mask.length);
    let count = 0;
    for (let i = 0; i < mask.length; i += 1) if (mask[i]) rows[count++] = i;
    return rows.slice(0, count);
  }

  /** Position of the first of ascending numbers that is not below a value. */
  function lowerBound(length, numberAt, value) {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (numberAt(middle) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Rows that pass all but the dates, with how many are dated and the latest day up to each. */
  function buildOthers(data, filters, needle) {
    const { n, firstDay, lastDay } = data.incidents;
    const mask = needle ? M.textSearch.find(data, needle) : new Uint8Array(n).fill(1);
    for (const [column, allowed] of choices(filters)) narrow(mask, data.incidents.coded(column), allowed);
    const rows = rowsOf(mask);
    const dated = lowerBound(rows.length, (at) => Number(firstDay[rows[at]] === NONE), 1);
    const reach = new Int32Array(dated);
    for (let at = 0, latest = NONE; at < dated; at += 1) reach[at] = latest = Math.max(latest, lastDay[rows[at]]);
    return { rows, dated, reach };
  }

  const kept = new WeakMap(); // by dossier: Map of choice to rows, the last used last

  function others(data, filters) {
    const needle = M.filters.fold(filters.text);
    const key = JSON.stringify([filters.types, filters.hotspots, filters.events, filters.sectors, filters.parties, needle, filters.minGeo, filters.minConfidence,
      filters.disagree]);
    if (!kept.has(data)) kept.set(data, new Map());
    const held = kept.get(data);
    const found = held.get(key) ?? buildOthers(data, filters, needle);
    held.delete(key);
    if (!needle || M.textSearch.ready(data)) held.set(key, found); // texts that come later may have the words as well
    if (held.size > KEPT) held.delete(held.keys().next().value);
    return found;
  }

  /** Rows that overlap the dates: from the first that may reach them, some of which end before. */
  function between({ rows, dated, reach }, { firstDay, lastDay }, start, end) {
    const from = lowerBound(dated, (at) => reach[at], start);
    const to = end === Infinity ? dated : lowerBound(dated, (at) => firstDay[rows[at]], end + 1);
    const sure = Math.min(to, Math.max(from, lowerBound(dated, (at) => firstDay[rows[at]], start)));
    const early = rows.subarray(from, sure).filter((row) => lastDay[row] >= start);
    if (early.length === sure - from) return rows.subarray(from, Math.max(from, to));
    const all = new Int32Array(early.length + to - sure);
    all.set(early);
    all.set(rows.subarray(sure, to), early.length);
    return all;
  }

  function passes(data, filters) {
    const { n, firstDay, lastDay, point } = data.incidents;
    const start = filters.start ?? -Infinity;
    const end = filters.end ?? Infinity;
    const dated = filters.start !== null || filters.end !== null;
    const rest = others(data, filters);
    const rows = dated ? between(rest, data.incidents, start, end) : rest.rows;
    let certain = 0;
    let unlocated = 0;
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at];
      if (!dated || (firstDay[row] >= start && lastDay[row] <= end)) certain += 1;
      if (point[row] < 0) unlocated += 1;
    }
    const shown = rows.length;
    const undated = dated ? rest.rows.length - rest.dated : 0;
    return { rows, counts: { total: n, shown, visible: shown - unlocated, certain, possible: shown - certain, undated, unlocated,
      filtered: n - shown - undated } };
  }

  const spans = new WeakMap();

  /** First and last day of all incidents; null where none has one. */
  function daySpan(incidents) {
    if (spans.has(incidents)) return spans.get(incidents);
    const { n, firstDay, lastDay } = incidents;
    let last = NONE;
    for (let i = 0; i < n; i += 1) last = Math.max(last, lastDay[i]);
    spans.set(incidents, last === NONE ? null : [firstDay[0], last]);
    return spans.get(incidents);
  }

  /**
   * Incidents that pass, by the month in which they start, over the whole dossier: `certain` lie wholly in that
   * month, `possible` run on, so that the month is not certain. Bin 0 is month `from` (see days.monthIndex).
   */
  function monthly(data, filters) {
    const span = daySpan(data.incidents);
    if (!span) return { from: 0, n: 0, certain: new Int32Array(0), possible: new Int32Array(0) };
    const [from, to] = span.map(M.days.monthIndex);
    const n = to - from + 1;
    const result = { from, n, certain: new Int32Array(n), possible: new Int32Array(n) };
    const { firstDay, lastDay } = data.incidents;
    const { certain, possible } = result;
    let month = from;
    let next = M.days.monthStart(from + 1);
    for (const row of passes(data, filters).rows) {
      if (firstDay[row] === NONE) break; // the undated come last
      while (firstDay[row] >= next) next = M.days.monthStart((month += 1) + 1);
      if (lastDay[row] < next) certain[month - from] += 1;
      else possible[month - from] += 1;
    }
    return result;
  }

  /** How many of some rows have each value of a column, by value; missing ones are left out. */
  function countBy(data, rows, column) {
    const { codes, values } = data.incidents.coded(column);
    const counts = new Int32Array(values.length);
    for (let at = 0; at < rows.length; at += 1) counts[codes[rows[at]]] += 1;
    return new Map([...counts.keys()].filter((code) => counts[code] && values[code] !== null).map((code) => [values[code], counts[code]]));
  }

  Object.assign(M.filters, { passes, monthly, daySpan, countBy, toldBy, lowerBound, every: (data) => others(data, M.filters.NO_FILTERS).rows });
  Object.freeze(M.filters);
})();
