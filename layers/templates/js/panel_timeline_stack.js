// Bars by type, on demand: each month's bar is divided by the share of each type; rarer types share one colour.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { svg } = M.kit;
  const COLOURS = 6; // types with a colour of their own

  /** The most frequent types of the dossier; everything else is drawn as one. */
  function ranked(data) {
    const counts = M.filters.countBy(data, M.filters.every(data), "incident_type");
    return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1)).slice(0, COLOURS);
  }

  /** Incidents by the month in which they start and by rank of type, whatever the dates chosen. */
  function countByMonth(data, filters, types) {
    const { firstDay } = data.incidents;
    const { codes, values } = data.incidents.coded("incident_type");
    const ranks = values.map((type) => (types.includes(type) ? types.indexOf(type) : COLOURS));
    const open = M.filters.change(filters, { start: null, end: null });
    const months = new Map();
    for (const index of M.filters.passes(data, open).rows) {
      if (firstDay[index] === M.days.NONE) continue;
      const month = M.days.monthIndex(firstDay[index]);
      if (!months.has(month)) months.set(month, new Int32Array(COLOURS + 1));
      months.get(month)[ranks[codes[index]]] += 1;
    }
    return months;
  }

  function drawMonth(counts, { x, wide, base, height, out }, group) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    let y = base;
    counts.forEach((count, rank) => {
      if (!count) return;
      const tall = (count / total) * height;
      y -= tall;
      group.append(svg("rect", { x, y, width: wide, height: tall, class: `t-bar t-type-${rank}${out ? " out" : ""}` }));
    });
  }

  function draw(store, types, { scale, size, most }, group) {
    group.replaceChildren();
    const { start, end } = store.filters;
    for (const [month, counts] of countByMonth(store.data, store.filters, types)) {
      const [first, last] = [M.days.monthStart(month), M.days.monthEnd(month)];
      const total = counts.reduce((sum, count) => sum + count, 0);
      const x = scale.x(first);
      const out = (start !== null && last < start) || (end !== null && first > end);
      drawMonth(counts, { x, wide: Math.max(2, scale.x(last + 1) - x - 0.4), base: size.base, out,
        height: Math.max(2, Math.sqrt(total / most) * (size.base - size.top - 2)) }, group);
    }
  }

  function legend(data, types, rest) {
    const item = (rank, words) => el("li", {}, svg("svg", { width: 10, height: 10, "aria-hidden": "true" },
      svg("rect", { width: 10, height: 10, class: `t-type-${rank}` })), el("span", { text: words }));
    return el("ul", { class: "t-types" }, types.map((type, rank) => item(rank, M.kit.label(data, "incident_type", type))),
      rest ? item(COLOURS, M.say("timeline.rarer")) : null);
  }

  /** A switch, its legend, and draw(frame, group) for the bars; `redraw` is called when the switch turns. */
  M.timelineStack = (store, redraw) => {
    const types = ranked(store.data);
    const rest = store.data.incidents.coded("incident_type").values.length > types.length;
    const node = legend(store.data, types, rest);
    node.hidden = true;
    const button = M.kit.button(M.say("timeline.by_type"), () => {
      node.hidden = !node.hidden;
      button.setAttribute("aria-pressed", String(!node.hidden));
      redraw();
    }, { class: "small by-type", attrs: { "aria-pressed": "false" } });
    return { button, legend: node, on: () => !node.hidden, draw: (frame, group) => draw(store, types, frame, group) };
  };
})();
