// The timeline's scale: days to pixels. Long runs of years without any record are drawn narrower, and hatched.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const SHORTEN_FROM = 3; // years in a row
  const SHORT_RUN = 1.6; // width of such a run, in years

  function yearsOf(data) {
    const { incidents, meta } = data;
    const days = [...(M.filters.daySpan(incidents) ?? [])];
    const today = M.days.fromISO(meta.data_date);
    if (today !== null) days.push(today);
    if (!days.length) return null;
    const ends = days.reduce(([first, last], day) => [Math.min(first, day), Math.max(last, day)], [Infinity, -Infinity]);
    return { first: M.days.yearOf(ends[0]), last: M.days.yearOf(ends[1]) };
  }

  /** Runs of years of which the dossier says that nothing was found. */
  function emptyRuns(data, years) {
    const found = new Map(data.coverage.map((row) => [row.year, row.found]));
    const runs = [];
    for (let year = years.first; year <= years.last; year += 1) {
      if (found.get(year) !== 0) continue;
      const run = runs.at(-1);
      if (run && run.last === year - 1) run.last = year;
      else runs.push({ first: year, last: year });
    }
    return runs;
  }

  function weights(years, runs) {
    const list = new Array(years.last - years.first + 1).fill(1);
    for (const run of runs) {
      const length = run.last - run.first + 1;
      if (length < SHORTEN_FROM) continue;
      for (let year = run.first; year <= run.last; year += 1) list[year - years.first] = SHORT_RUN / length;
    }
    return list;
  }

  const yearStart = (year) => M.days.monthStart(year * 12);

  /** {first, last, years, runs, x(day), day(x)}; x of a day is the left edge of that day. Null without any date. */
  function build(data, width) {
    const years = yearsOf(data);
    if (!years) return null;
    const runs = emptyRuns(data, years);
    const parts = weights(years, runs);
    const total = parts.reduce((sum, part) => sum + part, 0);
    const edges = [0];
    for (const part of parts) edges.push(edges.at(-1) + (part / total) * width);
    const count = parts.length;
    const place = (index) => Math.max(0, Math.min(count - 1, index));
    function x(day) {
      const index = place(M.days.yearOf(day) - years.first);
      const from = yearStart(years.first + index);
      const to = yearStart(years.first + index + 1);
      const share = Math.max(0, Math.min(1, (day - from) / (to - from)));
      return edges[index] + share * (edges[index + 1] - edges[index]);
    }
    function day(at) {
      let index = 0;
      while (index < count - 1 && edges[index + 1] <= at) index += 1;
      const from = yearStart(years.first + index);
      const to = yearStart(years.first + index + 1);
      const share = Math.max(0, Math.min(1, (at - edges[index]) / (edges[index + 1] - edges[index])));
      return Math.min(to - 1, from + Math.floor(share * (to - from)));
    }
    return Object.freeze({ first: yearStart(years.first), last: yearStart(years.last + 1) - 1, years, runs, edges, x, day });
  }

  M.timelineScale = build;
})();
