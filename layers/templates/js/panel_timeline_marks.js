// What stands above and below the bars: event names, milestones, years. Labels that would collide are left out.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { svg } = M.kit;
  const GAP = 8;
  const MOST_TRIED = 40; // each name tried is measured, and few find room
  const ROW = 14; // height of a row of names

  const text = (content, attrs) => {
    const node = svg("text", attrs);
    node.textContent = content;
    return node;
  };

  /** Rows of labels; each label has a stem that goes down through the rows below its own. */
  function lanes(count) {
    const taken = Array.from({ length: count }, () => []);
    const free = (row, from, to) => taken[row].every(([a, b]) => from >= b + GAP || to <= a - GAP);
    const stems = Array.from({ length: count }, () => []);
    const uncrossed = (row, from, to) => stems[row].every((at) => from > at + 2 || to < at - 2);
    return (x, from, to, mayCross) => {
      const row = taken.findIndex((_, i) => free(i, from, to) && (mayCross || uncrossed(i, from, to))
        && taken.slice(i + 1).every((_below, j) => free(i + 1 + j, x, x)));
      if (row < 0) return -1;
      taken[row].push([from, to]);
      for (const below of stems.slice(row + 1)) below.push(x);
      return row;
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
    const counts = M.filters.countBy(data, M.filters.every(data), "event_id");
    return data.events.filter((event) => counts.has(event.event_id) && M.days.fromISO(event.date_start) !== null)
      .sort((a, b) => counts.get(b.event_id) - counts.get(a.event_id));
  }

  /** Put a text right or left of x where it fits and is free; gives its row, or -1. It must be in the page already. */
  function settle(node, x, width, place, crossing) {
    const size = node.getComputedTextLength();
    const sides = [["start", x + 5, x], ["end", x - 5, x - 5 - size]];
    // a stem may run behind a turning point's name where there is no other room
    for (const [anchor, at, from, mayCross] of crossing ? [...sides, ...sides.map((side) => [...side, true])] : sides) {
      if (from < 0 || from + size + 5 > width) continue;
      const row = place(x, from, from + size + 5, mayCross);
      if (row < 0) continue;
      node.setAttribute("text-anchor", anchor);
      node.setAttribute("x", at);
      node.setAttribute("y", 11 + row * ROW);
      return row;
    }
    return -1;
  }

  /** Whether a milestone's kind stands on the timeline: all do unless the dossier names some. */
  function isDrawn(data, row) {
    const kinds = data.meta.labels.timeline;
    return kinds === undefined || Object.hasOwn(kinds, row.kind);
  }

  /** Milestones of a day from which the line has another status or another drawing; one for each day. */
  function turningPoints(data) {
    const days = new Set([...data.boundary_status.map((row) => row.valid_from),
      ...data.meta.drawings.map((drawing) => drawing.in_force_from)].filter(Boolean));
    const byDay = new Map();
    for (const row of data.milestones) {
      if (isDrawn(data, row) && days.has(row.date_start) && !byDay.has(row.date_start)) byDay.set(row.date_start, row);
    }
    return [...byDay.values()];
  }

  /** The status that begins on that day, or else the milestone's own title. */
  function turnWords(data, row) {
    const begun = data.boundary_status.find((one) => one.valid_from === row.date_start);
    const words = begun ? M.kit.upper(M.kit.label(data, "status", begun.status)) : row.title;
    return `${words}, ${M.days.label(M.days.fromISO(row.date_start))}`;
  }

  /** The two largest events, then turning points, then other events: what is to be named above the bars, most important first. */
  function toName(store) {
    const events = rankedEvents(store.data).map((event) => {
      const start = M.days.fromISO(event.date_start);
      const end = M.days.fromISO(event.date_end) ?? start;
      return { day: start, title: event.title, className: "t-event", words: M.say("timeline.show_event", { title: event.title, days: M.days.range(start, end) }),
        act: () => store.set({ start, end }) };
    });
    const turns = turningPoints(store.data).map((row) => ({ day: M.days.fromISO(row.date_start), title: turnWords(store.data, row),
      className: "t-event turn", words: milestoneWords(store.data, row),
      act: () => store.showFeature({ kind: "milestone", row }) }));
    return [...events.slice(0, 2), ...turns, ...events.slice(2, MOST_TRIED)];
  }

  /** Names of events and turning points, each with a stem down to the bars. */
  function names(store, scale, size, root) {
    const group = root.appendChild(svg("g", { class: "t-events" }));
    const place = lanes(size.rows);
    for (const { day, title, className, words, act } of toName(store)) {
      if (day === null || day < scale.first || day > scale.last) continue;
      const x = Math.round(scale.x(day)) + 0.5;
      const label = text(title, { class: className });
      const both = group.appendChild(svg("g", {}, label));
      const row = settle(label, x, size.width, place, /turn/.test(className));
      if (row < 0) {
        both.remove();
        continue;
      }
      both.prepend(svg("path", { d: `M${x} ${2 + row * ROW}V${size.marks - 6}`, class: "t-stem" }));
      asButton(both, words, act);
    }
  }

  function diamond(x, y, r, className) {
    return svg("path", { d: `M${x} ${y - r}l${r} ${r}-${r} ${r}-${r}-${r}z`, class: className });
  }

  function milestoneWords(data, row) {
    return `${M.kit.label(data, "kind", row.kind)}, ${M.days.span(row)}: ${row.title}`;
  }

  /** Milestones as diamonds; turning points are larger and drawn last. */
  function milestones(store, scale, size, root) {
    const group = root.appendChild(svg("g", { class: "t-milestones" }));
    const turns = new Set(turningPoints(store.data));
    const rows = store.data.milestones.filter((row) => isDrawn(store.data, row))
      .map((row) => ({ row, day: M.days.fromISO(row.date_start), turn: turns.has(row) }))
      .filter(({ day }) => day !== null && day >= scale.first && day <= scale.last);
    for (const { row, day, turn } of rows.sort((a, b) => a.turn - b.turn)) {
      const mark = diamond(scale.x(day), size.marks, turn ? 5 : 3.5, turn ? "t-diamond turn" : "t-diamond");
      withTitle(mark, milestoneWords(store.data, row));
      mark.addEventListener("click", () => store.showFeature({ kind: "milestone", row }));
      mark.addEventListener("pointerdown", (event) => event.stopPropagation());
      group.append(mark);
    }
  }

  /** What is here of a year beside what others counted. */
  function yearWords(data, year) {
    const row = data.coverage.find((one) => one.year === year);
    if (!row) return String(year);
    const here = row.found === 0 ? M.say("about.none_found") : M.say("timeline.here", { n: row.found });
    return `${year}: ${here}${row.published === null ? "" : `; ${M.say("timeline.counted", { n: row.published, by: row.published_by ?? M.say("timeline.others") })}`}`;
  }

  function withTitle(node, words) {
    const title = svg("title");
    title.textContent = words;
    node.append(title);
    return node;
  }

  /** Years below the axis, as many as fit. */
  function years(data, scale, size, root) {
    const group = root.appendChild(svg("g", { class: "t-years", "aria-hidden": "true" }));
    group.append(svg("line", { x1: 0, x2: size.width, y1: size.base + 0.5, y2: size.base + 0.5, class: "t-axis" }));
    let right = -Infinity;
    for (let year = scale.years.first; year <= scale.years.last; year += 1) {
      const x = scale.edges[year - scale.years.first];
      const wide = scale.edges[year - scale.years.first + 1] - x;
      if (wide < size.width / 80 && shortened(scale, year)) continue;
      group.append(svg("line", { x1: x + 0.5, x2: x + 0.5, y1: size.base, y2: size.base + 4, class: "t-axis" }));
      if (x < right || x + 30 > size.width + 6) continue;
      group.append(withTitle(text(String(year), { x: x + 2, y: size.base + 14, class: "t-year" }), yearWords(data, year)));
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
      group.append(withTitle(box, M.say("timeline.no_record", { years: span })));
      const label = group.appendChild(text(M.say("about.none_found"), { x: x + width / 2, y: size.base - 5, class: "t-gap-label",
        "text-anchor": "middle" }));
      if (label.getComputedTextLength() > width - 4) label.remove();
    }
  }

  M.timelineMarks = Object.freeze({ names, milestones, years, gaps });
})();
