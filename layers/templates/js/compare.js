// Two periods side by side: the one of the filters and a second one, all else chosen alike; as geo.compare counts.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  /** The second period as filters; null while nothing is compared. */
  function second(store) {
    return store.compare ? M.filters.change(store.filters, store.compare) : null;
  }

  let cached = { filters: null, compare: null, result: null };

  /** What passes in the second period: {rows, counts}; null while nothing is compared. */
  function result(store) {
    if (!store.compare) return null;
    if (cached.filters !== store.filters || cached.compare !== store.compare) {
      cached = { filters: store.filters, compare: store.compare, result: M.filters.passes(store.data, second(store)) };
    }
    return cached.result;
  }

  /** Codes with the counts of both periods, by the size of the difference, then by code. */
  function differences(data, first, other, column) {
    const [a, b] = [first, other].map((rows) => M.filters.countBy(data, rows, column));
    const rows = [...new Set([...a.keys(), ...b.keys()])].map((code) => {
      const counts = { first: a.get(code) ?? 0, second: b.get(code) ?? 0 };
      return { code, ...counts, difference: counts.second - counts.first };
    });
    const before = (x, y) => (x.code < y.code ? -1 : Number(x.code > y.code));
    return rows.sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference) || before(x, y));
  }

  /** Both counts, the incidents that stand in both periods, and the differences; null while nothing is compared. */
  function report(store) {
    const other = result(store);
    if (!other) return null;
    const { data } = store;
    const inOther = new Set(other.rows);
    const lacking = (rows) => Array.from(rows).filter((index) => (data.incidents.col.hotspot_id?.[index] ?? null) === null).length;
    return { first: store.result.counts, second: other.counts,
      inBoth: Array.from(store.result.rows).filter((index) => inOther.has(index)).length,
      byType: differences(data, store.result.rows, other.rows, "incident_type"),
      byHotspot: differences(data, store.result.rows, other.rows, "hotspot_id"),
      noHotspot: [lacking(store.result.rows), lacking(other.rows)] };
  }

  /** Choose the second period, {start, end} as days or null for an open side; null compares nothing. */
  function set(store, period, origin = "page") {
    const chosen = period && (period.start !== null || period.end !== null) ? Object.freeze({ start: period.start, end: period.end }) : null;
    if (chosen) M.filters.change(store.filters, chosen); // throws a sentence for a period that ends before it starts
    store.compare = chosen;
    store.emit("compare", origin);
    store.emit("view", origin); // it stands in the address
  }

  M.compare = Object.freeze({ second, result, report, set });
})();
