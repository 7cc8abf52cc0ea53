// How the number of dead that each claimant gave moved over the days, as small step curves.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { svg, number } = M.kit;
  const WIDTH = 340;
  const HEIGHT = 124;
  const LEFT = 4;
  const RIGHT = 56;
  const TOP = 12;
  const BASE = 102;
  const MOST_NAMED = 4;
  const FEWEST = 3; // dated points; fewer are no curve

  const dayOf = (claim) => M.days.fromISO((claim.as_of ?? "").slice(0, 10));

  /** One line for each claimant and each side whose dead it counts; parties first, in the dossier's order. */
  function seriesOf(data, claims) {
    const series = new Map();
    for (const claim of claims) {
      const day = dayOf(claim);
      if (claim.measure !== "killed" || claim.scope || day === null || claim.value === null) continue;
      const by = M.cardClaims.partyOf(data, claim.claimant);
      const key = JSON.stringify([claim.claimant, claim.of_party]);
      if (!series.has(key)) series.set(key, { claimant: claim.claimant, by, of: claim.of_party, points: [] });
      series.get(key).points.push({ day, time: M.cardClaims.timeKey(claim), value: Number(claim.value) });
    }
    for (const one of series.values()) {
      one.points.sort((a, b) => (a.time === b.time ? a.value - b.value : a.time < b.time ? -1 : 1));
      one.line = one.points.filter((point, i) => point.day !== one.points[i + 1]?.day); // last figure of each day
    }
    const order = [...data.meta.parties.map((party) => party.id), null];
    return [...series.values()].sort((a, b) => order.indexOf(a.by) - order.indexOf(b.by) || b.points.length - a.points.length);
  }

  function scales(points) {
    const days = points.map((point) => point.day);
    const first = Math.min(...days);
    const last = Math.max(...days);
    const most = Math.max(...points.map((point) => point.value), 1);
    // figures move fast in the first days and slowly later: the root keeps both readable, and the axis says the days
    const share = (day) => Math.sqrt((day - first) / Math.max(1, last - first));
    return { first, last, x: (day) => LEFT + share(day) * (WIDTH - LEFT - RIGHT), y: (value) => BASE - (value / most) * (BASE - TOP) };
  }

  function stepPath(points, { x, y }) {
    return points.map(({ day, value }, i) => (i ? `H${x(day).toFixed(1)}V${y(value).toFixed(1)}` : `M${x(day).toFixed(1)} ${y(value).toFixed(1)}`)).join("");
  }

  /** Who counts whose dead, and from which figure to which. */
  function words(data, { claimant, of, points }) {
    const values = [points[0].value, points.at(-1).value].map((value) => number(value));
    const moved = points.length > 1 ? values.join(" → ") : values[0];
    const whose = of ? M.say("curve.side", { party: M.cardParts.partyName(data, of, "adjective") }) : M.say("curve.both");
    return `${M.cardClaims.claimantName(data, claimant)}, ${whose}: ${moved}`;
  }

  /** Labels at the line's end, pushed apart so that none hides another. */
  function endLabels(series, scale) {
    const few = series.length <= MOST_NAMED; // of many, only lines are named; the legend gives every figure
    const ends = series.filter((one) => few || one.points.length > 1).map((one) => ({ one, point: one.points.at(-1), y: scale.y(one.points.at(-1).value) }))
      .sort((a, b) => a.y - b.y);
    let last = -Infinity;
    for (const end of ends) {
      end.y = Math.max(end.y, last + 12);
      last = end.y;
    }
    const over = Math.max(0, last - BASE);
    return ends.map((end) => ({ ...end, y: end.y - over }));
  }

  function coloured(node, data, one) {
    node.style.setProperty("--party", data.byId.party.get(one.by)?.color ?? "var(--muted)");
    return node;
  }

  function lineClass(one) {
    return one.of && one.of !== one.by ? "c-line dashed" : "c-line";
  }

  function axis(scale) {
    const label = (day, anchor, at) => {
      const node = svg("text", { x: at, y: BASE + 15, "text-anchor": anchor, class: "c-day" });
      node.textContent = M.days.label(day);
      return node;
    };
    return [svg("path", { d: `M${LEFT} ${BASE + 0.5}H${WIDTH - RIGHT}`, class: "t-axis" }),
      label(scale.first, "start", LEFT), label(scale.last, "end", WIDTH - RIGHT + 24)];
  }

  function draw(data, series, scale) {
    const root = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "curve", role: "img",
      "aria-label": series.map((one) => `${words(data, one)}: ${one.points.map((p) => p.value).join(", ")}`).join("; ") });
    root.append(...axis(scale));
    for (const one of series) {
      root.append(coloured(svg("path", { d: stepPath(one.line, scale), class: lineClass(one) }), data, one));
      for (const { day, value } of one.points) {
        root.append(coloured(svg("circle", { cx: scale.x(day), cy: scale.y(value), r: 2, class: "c-dot" }), data, one));
      }
    }
    for (const { one, point, y } of endLabels(series, scale)) {
      const text = coloured(svg("text", { x: scale.x(point.day) + 6, y: y + 4, class: "c-end" }), data, one);
      text.textContent = number(point.value);
      root.append(text);
    }
    return root;
  }

  function legend(data, series) {
    return el("ul", { class: "curve-legend" }, series.map((one) => {
      const mark = svg("svg", { width: 24, height: 8, "aria-hidden": "true" }, one.points.length > 1
        ? svg("path", { d: "M0 4H24", class: lineClass(one) }) : svg("circle", { cx: 12, cy: 4, r: 2.5, class: "c-dot" }));
      return el("li", {}, coloured(mark, data, one), el("span", { text: words(data, one) }));
    }));
  }

  /** The curve of an event's claims, or null where they are too few. */
  function curve(data, claims, title) {
    const series = seriesOf(data, claims);
    const points = series.flatMap((one) => one.points);
    if (points.length < FEWEST || new Set(points.map((point) => point.day)).size < 2) return null;
    return el("figure", { class: "curve-box" },
      el("figcaption", { text: M.say("curve.title", { title }) }),
      draw(data, series, scales(points)), legend(data, series));
  }

  M.cardCurve = curve;
})();
