// The timeline: counts and play on the left, the histogram with its brush on the right, the disclaimer below.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { svg } = M.kit;

  /** Everything that is not shown is said, so that shown plus named is all. */
  function countWords(counts) {
    return [M.say("timeline.of", { n: counts.total }), M.say("timeline.filtered", { n: counts.filtered }),
      M.say("timeline.unlocated", { n: counts.unlocated }), M.say("timeline.undated", { n: counts.undated }),
      M.say("timeline.sure", { certain: counts.certain, possible: counts.possible })];
  }

  function countBlock(store) {
    const big = el("strong", { class: "count-number" });
    const noun = el("span");
    const rest = el("p", { class: "count-rest" });
    const refresh = (_, origin) => {
      const { counts } = store.result;
      box.setAttribute("aria-live", origin === "play" ? "off" : "polite"); // a moving window is not read out
      big.textContent = M.kit.number(counts.shown);
      noun.textContent = M.say("timeline.shown", { n: counts.shown });
      M.dom.clear(rest).append(...countWords(counts).map((words) => el("span", { text: words })));
    };
    const box = el("div", { class: "counts", attrs: { role: "status", "aria-atomic": "true" } },
      el("p", { class: "count-big" }, big, noun), rest);
    store.on("filter", refresh);
    refresh();
    return box;
  }

  /** "14–20 Sep 2022": what both ends share is said once. */
  function shortRange(start, end) {
    const [from, to] = [M.days.label(start), M.days.label(end)].map((words) => words.split(" "));
    if (start === end) return to.join(" ");
    if (from[2] !== to[2]) return `${from.join(" ")} – ${to.join(" ")}`;
    return from[1] === to[1] ? `${from[0]}–${to.join(" ")}` : `${from[0]} ${from[1]} – ${to.join(" ")}`;
  }

  function dateWords(store) {
    const words = el("span", { class: "play-dates" });
    const refresh = () => {
      const { start, end } = store.filters;
      if (start !== null && end !== null) words.textContent = shortRange(start, end);
      else if (start !== null) words.textContent = M.say("compare.since", { day: M.days.label(start) });
      else words.textContent = end === null ? M.say("compare.all") : M.say("compare.until", { day: M.days.label(end) });
    };
    store.on("filter", refresh);
    refresh();
    return words;
  }

  const hatch = () => svg("defs", {}, svg("pattern", { id: "t-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)" }, svg("rect", { width: 1.2, height: 6, class: "t-hatch-line" })));

  /** Heights of the picture's rows for the room there is. */
  function layout(host) {
    const { clientWidth: width, clientHeight: height } = host; // as the page is laid out, on paper smaller
    const base = height - 18;
    const rows = height > 120 ? 2 : 1; // of names
    const marks = 10 + 14 * rows;
    return { width: Math.max(120, width), height, base, rows, marks, top: marks + 9 };
  }

  function picture(store, host) {
    const root = svg("svg", { class: "t-svg", role: "group", "aria-label": M.say("timeline.label") });
    const back = svg("g");
    const bars = svg("g", { class: "t-bars", "aria-hidden": "true" });
    const front = svg("g");
    const spans = svg("g");
    root.append(hatch(), back, bars, spans);
    host.append(root);
    const count = M.timelineBars.counter(store.data);
    const most = M.timelineBars.tallest(count);
    let size = layout(host);
    let scale = M.timelineScale(store.data, size.width);
    if (!scale) return { scale: () => null, stack: null };
    const stack = M.timelineStack(store, () => redraw());
    const frame = () => ({ scale, size, x: (event) => event.clientX - root.getBoundingClientRect().left });
    const brush = M.timelineBrush(store, root, frame);
    root.append(front);
    const redraw = () => {
      if (stack.on()) stack.draw({ scale, size, most }, bars);
      else M.timelineBars.draw(store, scale, size, count(store.filters), most, bars);
      M.timelineSpans(store, scale, size, spans);
      brush();
    };
    const resize = () => {
      if (!host.offsetHeight) return; // put away
      size = layout(host);
      scale = M.timelineScale(store.data, size.width);
      root.setAttribute("width", size.width);
      root.setAttribute("height", size.height);
      back.replaceChildren();
      front.replaceChildren();
      M.timelineMarks.gaps(scale, size, back);
      M.timelineMarks.years(store.data, scale, size, back);
      M.timelineBars.drawTicks(size, most, back);
      M.timelineMarks.milestones(store, scale, size, front);
      M.timelineMarks.names(store, scale, size, front);
      redraw();
    };
    store.on("filter", redraw);
    const watcher = new ResizeObserver(() => {
      const { width, height } = layout(host);
      if (width !== size.width || height !== size.height) resize(); // it also calls when it begins to watch
    });
    watcher.observe(host);
    M.paper.onChange(resize, store.signal);
    store.signal?.addEventListener("abort", () => watcher.disconnect());
    resize();
    return { scale: () => scale, stack };
  }

  /** Asks nothing of the incidents but what the first drawing has. */
  M.timelinePanel = (store) => {
    const { meta } = store.data;
    const host = el("div", { class: "t-host" });
    const left = el("div", { class: "t-left" });
    const date = M.days.fromISO(meta.data_date);
    document.getElementById("timeline").append(left, host,
      el("p", { class: "disclaimer" }, el("span", { text: meta.disclaimer }),
        date === null ? null : el("span", { class: "data-date", text: ` ${M.say("timeline.data_of", { day: M.days.long(date) })}` })));
    const chart = picture(store, host);
    const { toggle, pace } = M.timelinePlay(store, chart.scale);
    left.append(countBlock(store), el("div", { class: "play-row" }, toggle, pace, chart.stack?.button, dateWords(store)));
    if (chart.stack) host.after(chart.stack.legend);
  };

  M.panels.push(M.timelinePanel);
})();
