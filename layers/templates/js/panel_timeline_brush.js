// The brush over the histogram: drag for a new range, drag the range or its ends, step the ends by keys;
// a click chooses a month, a double click all dates.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { svg } = M.kit;
  const REACH = 14; // pixels around an end that take hold of it
  const LEAST_APART = 16; // pixels between the two grips
  const CLICK = 4; // pixels: less is a click, which chooses that month

  const monthOf = (day) => [M.days.monthStart(M.days.monthIndex(day)), M.days.monthEnd(M.days.monthIndex(day))];

  /** A range as filters: an end at the edge of all data is open. */
  function asPatch(scale, first, last) {
    const [from, to] = first <= last ? [first, last] : [last, first];
    return { start: from <= scale.first ? null : from, end: to >= scale.last ? null : to };
  }

  /** The range now, open ends at the edges of the scale. */
  function current(store, scale) {
    const clamp = (day) => Math.max(scale.first, Math.min(scale.last, day));
    return { first: clamp(store.filters.start ?? scale.first), last: clamp(store.filters.end ?? scale.last) };
  }

  function shiftMonths(day, by, atEnd) {
    const index = M.days.monthIndex(day) + by;
    return atEnd ? M.days.monthEnd(index) : M.days.monthStart(index);
  }

  /** Day an arrow key leads to: months, or days with shift; null for other keys. */
  function keyed(event, day, scale, atEnd) {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (step) {
      if (event.shiftKey) return day + step;
      const aligned = monthOf(day)[atEnd ? 1 : 0];
      if (aligned !== day) return (step < 0) === atEnd ? shiftMonths(day, atEnd ? -1 : 1, atEnd) : aligned;
      return shiftMonths(day, step, atEnd);
    }
    if (event.key === "PageUp") return shiftMonths(day, 12, atEnd);
    if (event.key === "PageDown") return shiftMonths(day, -12, atEnd);
    if (event.key === "Home") return scale.first;
    return event.key === "End" ? scale.last : null;
  }

  function handle(name) {
    return svg("g", { class: "t-handle", role: "slider", tabindex: 0, "aria-label": name, "aria-orientation": "horizontal" },
      svg("rect", { class: "t-handle-hit", x: -12, width: 24 }), svg("rect", { class: "t-handle-grip", x: -4.5, width: 9, rx: 4.5 }));
  }

  function placeHandle(node, x, size, day, scale) {
    const middle = (size.top + size.base) / 2;
    node.setAttribute("transform", `translate(${x} 0)`);
    node.firstChild.setAttribute("y", size.top);
    node.firstChild.setAttribute("height", size.base - size.top);
    node.lastChild.setAttribute("y", middle - 15);
    node.lastChild.setAttribute("height", 30);
    node.setAttribute("aria-valuemin", scale.first);
    node.setAttribute("aria-valuemax", scale.last);
    node.setAttribute("aria-valuenow", day);
    node.setAttribute("aria-valuetext", M.days.long(day));
  }

  /** What a press at x takes hold of. */
  function grip(store, scale, x) {
    const { first, last } = current(store, scale);
    const left = Math.abs(x - scale.x(first));
    const right = Math.abs(x - scale.x(last + 1));
    if (Math.min(left, right) <= REACH) return left < right ? "first" : "last";
    const whole = first <= scale.first && last >= scale.last;
    return !whole && x > scale.x(first) && x < scale.x(last + 1) ? "move" : "new";
  }

  function dragged(drag, scale, x) {
    const day = scale.day(x);
    const [start, end] = monthOf(day);
    if (drag.grip === "first") return [Math.min(start, drag.last), drag.last];
    if (drag.grip === "last") return [drag.first, Math.max(end, drag.first)];
    if (drag.grip === "new") {
      const [a, b] = monthOf(drag.day);
      return [Math.min(a, start), Math.max(b, end)];
    }
    const by = M.days.monthIndex(day) - M.days.monthIndex(drag.day);
    const length = drag.last - drag.first;
    const first = M.days.monthStart(M.days.monthIndex(drag.first) + by) + (drag.first - monthOf(drag.first)[0]);
    const held = Math.max(scale.first, Math.min(scale.last - length, first));
    return [held, drag.last === monthOf(drag.last)[1] ? monthOf(held + length - 10)[1] : held + length];
  }

  /** Pointer: press takes hold, movement changes the range in the next frame, a click chooses a month. */
  function listenToPointer(root, store, ends, { frame, apply }) {
    let drag = null;
    let queued = 0;
    const elsewhere = (event) => event.button !== 0 || event.target.closest("[role=button]");
    root.addEventListener("pointerdown", (event) => {
      if (elsewhere(event)) return;
      const { scale, x } = frame();
      drag = { ...current(store, scale), grip: grip(store, scale, x(event)), day: scale.day(x(event)), x: x(event), moved: false };
      root.setPointerCapture(event.pointerId);
      if (Object.hasOwn(ends, drag.grip)) ends[drag.grip].focus();
      event.preventDefault();
    });
    root.addEventListener("pointermove", (event) => {
      if (!drag) return;
      const { scale, x } = frame();
      drag.moved ||= Math.abs(x(event) - drag.x) > CLICK;
      if (!drag.moved) return;
      const range = dragged(drag, scale, x(event));
      cancelAnimationFrame(queued);
      queued = requestAnimationFrame(() => apply(...range));
    });
    root.addEventListener("pointerup", () => {
      if (drag && !drag.moved && !Object.hasOwn(ends, drag.grip)) apply(...monthOf(drag.day));
      drag = null;
    });
    root.addEventListener("pointercancel", () => { drag = null; });
    root.addEventListener("dblclick", (event) => {
      if (!elsewhere(event)) store.set({ start: null, end: null }, "brush");
    });
  }

  function listenToKeys(ends, store, { frame, apply }) {
    for (const [name, node] of Object.entries(ends)) {
      node.addEventListener("keydown", (event) => {
        const { scale } = frame();
        const now = current(store, scale);
        const day = keyed(event, now[name], scale, name === "last");
        if (day === null) return;
        event.preventDefault();
        event.stopPropagation();
        if (name === "first") apply(Math.max(scale.first, Math.min(day, now.last)), now.last);
        else apply(now.first, Math.min(scale.last, Math.max(day, now.first)));
      });
    }
  }

  /** Put the range and its two grips where the filters say. */
  function place(store, { scale, size }, range, ends) {
    const { first, last } = current(store, scale);
    const from = scale.x(first);
    const to = scale.x(last + 1);
    const box = { x: from, y: size.top, width: Math.max(1, to - from), height: size.base - size.top };
    for (const [name, value] of Object.entries(box)) range.setAttribute(name, value);
    range.classList.toggle("whole", first <= scale.first && last >= scale.last);
    const apart = Math.max(0, LEAST_APART - (to - from)) / 2; // the grips of a short range stand beside it
    placeHandle(ends.first, from - apart, size, first, scale);
    placeHandle(ends.last, to + apart, size, last, scale);
  }

  /** Build the brush; `frame()` gives {scale, size, x(event)} of the picture as it is now. Returns its redraw. */
  function build(store, root, frame) {
    const range = svg("rect", { class: "t-range" });
    const ends = { first: handle(M.say("timeline.from")), last: handle(M.say("timeline.to")) };
    root.append(range, ends.first, ends.last);
    const tools = { frame, apply: (first, last) => store.set(asPatch(frame().scale, first, last), "brush") };
    listenToPointer(root, store, ends, tools);
    listenToKeys(ends, store, tools);
    return () => place(store, frame(), range, ends);
  }

  M.timelineBrush = build;
})();
