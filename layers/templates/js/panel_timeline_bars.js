// The histogram: incidents by month under the filters other than the dates, grey outside the dates chosen.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { svg } = M.kit;
  const LEAST = 2; // pixels: one incident can be seen beside a month of many

  /** Monthly counts change with every filter but the dates: computed once for each such choice. */
  function counter(data) {
    let key = null;
    let bins = null;
    return (filters) => {
      const open = M.filters.change(filters, { start: null, end: null, lens: "", asOf: null, zoneKm: null });
      const now = M.filters.toQuery(open);
      if (now !== key) {
        key = now;
        bins = M.filters.monthly(data, open);
      }
      return bins;
    };
  }

  /** Height of a month's tallest bar under no filter at all, so that filtering never rescales the bars. */
  function tallest(count) {
    const bins = count(M.filters.NO_FILTERS);
    let most = 1;
    for (let i = 0; i < bins.n; i += 1) most = Math.max(most, bins.certain[i] + bins.possible[i]);
    return most;
  }

  /** Height by the square root of the number, so that single incidents stay visible beside a war; ticks say so. */
  function heights(most, room) {
    return (count) => (count ? Math.max(LEAST, Math.sqrt(count / most) * room) : 0);
  }

  /** Numbers worth a tick: the most, and one that stands about half as high. */
  function ticks(most) {
    const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000];
    const half = steps.filter((step) => step <= most * 0.3).at(-1);
    return half && half > 1 ? [half, most] : [most];
  }

  /** Faint lines with their number at the left edge; none where there is little room. */
  function drawTicks(size, most, group) {
    if (size.width < 480) return;
    const room = size.base - size.top - 2;
    for (const count of ticks(most)) {
      const y = Math.round(size.base - heights(most, room)(count)) + 0.5;
      const label = svg("text", { x: 10, y: count === most ? y + 11 : y - 3, class: "t-tick" });
      label.textContent = count === most ? M.say("timeline.a_month", { n: count }) : String(count);
      group.append(svg("line", { x1: 0, x2: size.width, y1: y, y2: y, class: "t-grid" }), label);
    }
  }

  function bar(x, width, y, height, className) {
    return svg("rect", { x, y, width, height, class: className });
  }

  /** Bars of a month: {first, last, nodes}; the sure ones below, the possible ones on top. */
  function month(bins, i, { scale, size, tall }) {
    const first = M.days.monthStart(bins.from + i);
    const last = M.days.monthEnd(bins.from + i);
    const x = scale.x(first);
    const wide = Math.max(1.5, scale.x(last + 1) - x - (size.width > 600 ? 0.8 : 0.2));
    const sure = tall(bins.certain[i]);
    const both = Math.max(sure, tall(bins.certain[i] + bins.possible[i]));
    const nodes = [];
    if (sure) nodes.push({ node: bar(x, wide, size.base - sure, sure, ""), name: "t-bar" });
    if (both > sure) nodes.push({ node: bar(x, wide, size.base - both, both - sure, ""), name: "t-bar possible" });
    return { first, last, nodes };
  }

  const drawn = new WeakMap(); // what stands in a group

  /** Dates only change which bars are inside: the bars themselves stay. */
  function draw(store, scale, size, bins, most, group) {
    const held = drawn.get(group);
    const same = held && held.scale === scale && held.size === size && held.bins === bins && held.months[0]?.nodes[0].node.parentNode === group;
    const tall = heights(most, size.base - size.top - 2);
    const filled = () => [...bins.certain.keys()].filter((i) => bins.certain[i] || bins.possible[i]);
    const months = same ? held.months : filled().map((i) => month(bins, i, { scale, size, tall }));
    if (!same) group.replaceChildren(...months.flatMap(({ nodes }) => nodes.map(({ node }) => node)));
    drawn.set(group, { scale, size, bins, months });
    const { start, end } = store.filters;
    for (const { first, last, nodes } of months) {
      const state = (start === null || last >= start) && (end === null || first <= end) ? "in" : "out";
      for (const one of nodes) {
        if (one.state === state) continue;
        one.state = state;
        one.node.setAttribute("class", `${one.name} ${state}`);
      }
    }
  }

  M.timelineBars = Object.freeze({ counter, tallest, draw, drawTicks });
})();
