// The second period in the page's address: compare_start and compare_end, which belong to the view.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  const write = (side) => (store) => {
    const day = store.compare?.[side] ?? null;
    return day === null ? null : M.days.toISO(day);
  };

  function readDay(key, text) {
    if (!text) return null;
    const day = M.days.fromISO(text);
    if (day === null) throw new Error(M.say("compare.not_a_day", { key, value: text }));
    return day;
  }

  /** The start is read first and leaves the end open, so that an old end never stands in its way. */
  const readStart = (store, text, origin) => M.compare.set(store, { start: readDay("compare_start", text), end: null }, origin);
  const readEnd = (store, text, origin) => {
    const start = store.compare?.start ?? null;
    M.compare.set(store, { start, end: readDay("compare_end", text) }, origin);
  };

  M.address?.parts?.push({ key: "compare_start", write: write("start"), read: readStart },
    { key: "compare_end", write: write("end"), read: readEnd });
})();
