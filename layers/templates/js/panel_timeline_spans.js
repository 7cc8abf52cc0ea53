// Dates that are no days: each week, month or year of which an incident's day is not known is a span under the axis.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { svg } = M.kit;
  const HEIGHT = 3;
  const LEAST = 3; // pixels
  const COARSE = new Set(["week", "month", "year"]);

  const coarse = new WeakMap(); // whether each incident's day is not known, by dossier

  function coarseOf(data) {
    const { n, firstDay, col } = data.incidents;
    if (!coarse.has(data)) {
      coarse.set(data, Uint8Array.from({ length: n }, (_, index) => Number(firstDay[index] !== M.days.NONE && COARSE.has(col.date_precision?.[index]))));
    }
    return coarse.get(data);
  }

  /** Spans of the incidents shown, each with how many share it. */
  function spansOf({ data, result }) {
    const { firstDay, lastDay } = data.incidents;
    const isCoarse = coarseOf(data);
    const spans = new Map();
    for (const index of result.rows) {
      if (!isCoarse[index]) continue;
      const key = `${firstDay[index]},${lastDay[index]}`;
      const held = spans.get(key);
      if (held) held.n += 1;
      else spans.set(key, { first: firstDay[index], last: lastDay[index], n: 1, index });
    }
    return [...spans.values()].sort((a, b) => b.last - b.first - (a.last - a.first));
  }

  function words(store, span) {
    const row = store.data.incident(span.index);
    return span.n === 1 ? M.say("timeline.span_one", { span: M.days.span(row), title: row.title })
      : M.say("timeline.span_many", { span: M.days.range(span.first, span.last), n: span.n });
  }

  /** Draw them into a group. */
  M.timelineSpans = (store, scale, size, group) => {
    group.replaceChildren(...spansOf(store).map((span) => {
      const x = scale.x(span.first);
      const title = svg("title");
      title.textContent = words(store, span);
      return svg("rect", { x, y: size.base + 1.5, width: Math.max(LEAST, scale.x(span.last + 1) - x), height: HEIGHT, class: "t-span" }, title);
    }));
  };
})();
