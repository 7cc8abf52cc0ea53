// What stands above and below the bars: event names, milestones, years. Labels that would collide are left out.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { svg } = M.kit;
  const KINDS = /treaty|agreement|ceasefire/; // milestones that change what the line means
  const GAP = 8;

  const text = (content, attrs) => {
    const node = svg("text", attrs);
    node.textContent = content;
    return node;
  };

  /** Keeps track of taken stretches of one row. */
  function lane() {
    const taken = [];
    return (from, to) => {
      if (taken.some(([a, b]) => from < b + GAP && to > a - GAP)) return false;
      taken.push([from, to]);
      return true;
    };
  }

  function asButton(node, words, act) {
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    node.setAttribute("aria-label", words);
    node.addEventListener("click", act);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
    return node;
  }

  /** Events with incidents, most first. */
  function rankedEvents(data) {
    const counts = new Map();
    for (const id of data.incidents.col.event_id ?? []) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
    return data.events.filter((event) => counts.has(event.event_id) && M.days.fromISO(event.date_start) !== null)
      .sort((a, b) => counts.get(b.event_id) - counts.get(a.event_id));
  }

  /** Put a text left or right of x where it fits and is free; its width must be known, so it is in the page already. */
  function settle(node, x, width, free) {
    const size = node.getComputedTextLength();
    for (const [anchor, from] of [["start", x + 5], ["end", x - 5 - size]]) {
      if (from < 0 || from + size > width || !free(from, from + size)) continue;
      node.setAttribute("text-anchor", anchor);
      node.setAttribute("x", anchor === "start" ? x + 5 : x - 5);
      return true;
    }
    return false;
  }

  /** Names of events, each with a stem down to the bars. */
  function events(store, scale, size, root) {
    const group = root.appendChild(svg("g", { class: "t-events" }));
    const free = lane();
    for (const event of rankedEvents(store.data)) {
      const start = M.days.fromISO(event.date_start);
      const end = M.days.fromISO(event.date_end) ?? start;
      const x = Math.round(scale.x(start)) + 0.5;
      const label = text(event.title, { y: 11, class: "t-event" });
      const stem = svg("path", { d: `M${x} 2V${size.marks + 7}`, class: "t-stem" });
      const both = group.appendChild(svg("g", {}, stem, label));
      if (!settle(label, x, size.width, free)) both.remove();
      else asButton(both, `${event.title}: show ${M.days.range(start, end)}`, () => store.set({ start, end }));
    }
  }

  function diamond(x, y, r, className) {
    return svg("path", { d: `M${x} ${y - r}l${r} ${r}-${r} ${r}-${r}-${r}z`, class: className });
  }

  function milestoneWords(data, row) {
    return `${M.kit.label(data, "kind", row.kind)}, ${M.days.span(row)}: ${row.title}`;
  }

  /** Agreements as diamonds; treaties, and then others, are named where there is room. */
  function milestones(store, scale, size, root) {
    const group = root.appendChild(svg("g", { class: "t-milestones" }));
    const free = lane();
    const rows = store.data.milestones.filter((row) => KINDS.test(row.kind))
      .map((row) => ({ row, day: M.days.fromISO(row.date_start) }))
      .filter(({ day }) => day !== null && day >= scale.first && day <= scale.last)
      .map((mark) => ({ ...mark, x: scale.x(mark.day), treaty: /treaty/.test(mark.row.kind) }));
    for (const { x } of rows) free(x - 5 + GAP, x + 5 - GAP);
    for (const { row, day, x, treaty } of rows) {
      const mark = diamond(x, size.marks, treaty ? 5 : 3.5, treaty ? "t-diamond treaty" : "t-diamond");
      const title = svg("title");
      title.textContent = milestoneWords(store.data, row);
      mark.append(title);
      group.append(asButton(mark, milestoneWords(store.data, row), () => store.showFeature({ kind: "milestone", row })));
      if (!treaty) continue;
      const words = `${M.kit.upper(M.kit.label(store.data, "kind", row.kind))}, ${M.days.label(day)}`;
      const label = group.appendChild(text(words, { y: size.marks + 4, class: "t-milestone" }));
      if (!settle(label, x, size.width, free)) label.remove();
    }
  }

  /** Years below the axis, as many as fit. */
  function years(scale, size, root) {
    const group = root.appendChild(svg("g", { class: "t-years", "aria-hidden": "true" }));
    group.append(svg("line", { x1: 0, x2: size.width, y1: size.base + 0.5, y2: size.base + 0.5, class: "t-axis" }));
    let right = -Infinity;
    for (let year = scale.years.first; year <= scale.years.last; year += 1) {
      const x = scale.edges[year - scale.years.first];
      const wide = scale.edges[year - scale.years.first + 1] - x;
      if (wide < size.width / 80 && shortened(scale, year)) continue;
      group.append(svg("line", { x1: x + 0.5, x2: x + 0.5, y1: size.base, y2: size.base + 4, class: "t-axis" }));
      if (x < right || x + 30 > size.width + 6) continue;
      group.append(text(String(year), { x: x + 2, y: size.base + 14, class: "t-year" }));
      right = x + 36;
    }
  }

  const shortened = (scale, year) => scale.runs.some((run) => run.last - run.first >= 2 && year > run.first && year <= run.last);

  /** Hatched years: the dossier found no record there. */
  function gaps(scale, size, root) {
    const group = root.appendChild(svg("g", { class: "t-gaps" }));
    for (const run of scale.runs) {
      const x = scale.edges[run.first - scale.years.first];
      const width = scale.edges[run.last - scale.years.first + 1] - x;
      const span = run.first === run.last ? String(run.first) : `${run.first}–${run.last}`;
      const box = svg("rect", { x, y: size.top, width, height: size.base - size.top, class: "t-gap", fill: "url(#t-hatch)" });
      const title = svg("title");
      title.textContent = `${span}: no record found; this does not mean calm`;
      box.append(title);
      group.append(box);
      const label = group.appendChild(text("no record found", { x: x + width / 2, y: size.base - 5, class: "t-gap-label",
        "text-anchor": "middle" }));
      if (label.getComputedTextLength() > width - 4) label.remove();
    }
  }

  M.timelineMarks = Object.freeze({ events, milestones, years, gaps });
})();
