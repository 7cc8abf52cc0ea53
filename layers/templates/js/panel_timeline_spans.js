// Dates that are no days: each week, month or year of which an incident's day is not known is a span under the axis.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { svg } = M.kit;
  const HEIGHT = 3;
  const LEAST = 3; // pixels
  const SAID_AT_ONCE = 60;
  const MANY = 5000; // incidents
  const REST_MS = 150;
  const COARSE = new Set(["week", "month", "year"]);

  const coarse = new WeakMap(); // whether each incident's day is not known, by dossier

  function coarseOf(data) {
    const { firstDay } = data.incidents;
    const { codes, values } = data.incidents.coded("date_precision");
    const isCoarse = values.map((value) => COARSE.has(value));
    if (!coarse.has(data)) {
      coarse.set(data, Uint8Array.from(codes, (code, index) => Number(isCoarse[code] && firstDay[index] !== M.days.NONE)));
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

  /** One span; what it means is said when somebody points at it. */
  function bar(store, scale, size, span) {
    const x = scale.x(span.first);
    const title = svg("title");
    const node = svg("rect", { x, y: size.base + 1.5, width: Math.max(LEAST, scale.x(span.last + 1) - x), height: HEIGHT, class: "t-span" }, title);
    const say = () => { title.textContent = words(store, span); };
    if (span.number < SAID_AT_ONCE) say();
    else node.addEventListener("pointerenter", say, { once: true });
    return node;
  }

  let timer = 0;

  /** Draw them into a group; many only when the dates rest. */
  M.timelineSpans = (store, scale, size, group) => {
    clearTimeout(timer);
    const draw = () => group.replaceChildren(...spansOf(store).map((span, number) => bar(store, scale, size, { ...span, number })));
    if (store.data.incidents.n < MANY) draw();
    else timer = setTimeout(draw, REST_MS);
  };
})();
