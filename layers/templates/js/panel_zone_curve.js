// The curve of a what-if zone: how many of the shown incidents lie inside, against its width.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { svg } = M.kit;
  const WIDTH = 268;
  const HEIGHT = 96;
  const LEFT = 30;
  const BASE = 76;
  const TOP = 8;
  const STEP_KM = 0.5;

  const widths = () => Array.from({ length: M.zone.MOST_KM / STEP_KM + 1 }, (_, i) => i * STEP_KM);
  const x = (km) => LEFT + (km / M.zone.MOST_KM) * (WIDTH - LEFT - 8);

  function label(at, y, anchor, words) {
    const node = svg("text", { x: at, y, "text-anchor": anchor, class: "c-day" });
    node.textContent = words;
    return node;
  }

  /** An image whose name says its main figures. */
  M.zoneCurve = (store) => {
    const steps = widths();
    const counts = M.zone.curve(store, steps);
    const most = Math.max(1, store.result.counts.shown);
    const y = (count) => BASE - (count / most) * (BASE - TOP);
    const path = steps.map((km, i) => (i ? `H${x(km).toFixed(1)}V${y(counts[i]).toFixed(1)}` : `M${x(km)} ${y(counts[i]).toFixed(1)}`)).join("");
    const said = [1, 5, 10, 20].map((km) => M.say("zone.curve_point", { km, n: counts[km / STEP_KM] })).join("; ");
    const now = store.filters.zoneKm;
    const marker = now !== null && now <= M.zone.MOST_KM
      ? svg("line", { x1: x(now), x2: x(now), y1: TOP, y2: BASE, class: "z-now" }) : null;
    return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "curve", role: "img", "aria-label": M.say("zone.curve", { points: said }) },
      svg("path", { d: `M${LEFT} ${TOP}V${BASE + 0.5}H${WIDTH - 8}`, class: "z-axis" }), marker,
      svg("path", { d: path, class: "z-line" }), label(LEFT - 4, TOP + 6, "end", M.kit.number(most)), label(LEFT - 4, BASE, "end", "0"),
      [0, 5, 10, 15, 20].map((km) => label(x(km), BASE + 14, km === 20 ? "end" : "middle", km === 20 ? "20 km" : String(km))));
  };
})();
