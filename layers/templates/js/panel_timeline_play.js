// Play: the chosen window moves through the record month by month.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const SPEEDS = [["slow", 1100], ["normal", 550], ["fast", 220]];
  const WINDOW = 12; // months shown when all dates are chosen

  /** First and last month of the window to play, and whether it starts anew. */
  function opening(store, scale) {
    const { start, end } = store.filters;
    const lowest = M.days.monthIndex(scale.first);
    const highest = M.days.monthIndex(scale.last);
    if (start === null && end === null) return { first: lowest, length: WINDOW, highest, lowest };
    const first = M.days.monthIndex(start ?? scale.first);
    const last = M.days.monthIndex(end ?? scale.last);
    const length = Math.max(1, Math.min(last - first + 1, highest - lowest));
    return { first: last >= highest ? lowest - 1 : first, length, highest, lowest };
  }

  function build(store, getScale) {
    let timer = 0;
    let speed = 1;
    const toggle = M.kit.button("", () => (timer ? stop() : play()), { class: "icon", attrs: { id: "play" } });
    const pace = M.kit.button("", () => {
      speed = (speed + 1) % SPEEDS.length;
      face();
    }, { class: "small pace" });

    function face() {
      const playing = timer !== 0;
      const shape = playing ? "M3 2h4v12H3zM9 2h4v12H9z" : "M4 2l10 6-10 6z";
      toggle.replaceChildren(M.kit.svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" },
        M.kit.svg("path", { d: shape, class: "icon-shape" })));
      toggle.setAttribute("aria-label", playing ? M.say("timeline.pause") : M.say("timeline.play"));
      pace.textContent = { slow: "½×", normal: "1×", fast: "2×" }[SPEEDS[speed][0]];
      pace.setAttribute("aria-label", `Speed: ${SPEEDS[speed][0]}`);
    }

    function step(window) {
      window.first += 1;
      const last = window.first + window.length - 1;
      if (last > window.highest) return stop();
      store.set({ start: M.days.monthStart(window.first), end: M.days.monthEnd(last) }, "play");
      timer = setTimeout(() => step(window), SPEEDS[speed][1]);
    }

    function play() {
      const scale = getScale();
      if (!scale) return;
      const window = opening(store, scale);
      if (store.filters.start === null && store.filters.end === null) window.first -= 1;
      timer = -1; // running, before the first step sets the real timer
      step(window);
      face();
    }

    function stop() {
      clearTimeout(timer);
      timer = 0;
      face();
    }

    // a reader who changes the dates meanwhile takes over
    store.on("filter", (_, origin) => { if (timer && origin !== "play") stop(); });
    face();
    return { toggle, pace };
  }

  M.timelinePlay = build;
})();
