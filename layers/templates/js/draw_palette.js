// Colours of the canvas layers come from the page's style sheet, so that one theme rules both.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const LIGHT = { ink: "#26282c", paper: "#fbfaf7", accent: "#b4471f", water: "#b9d3dd", "water-ink": "#4d7486",
    land: "#8f8c80", muted: "#5f6268", milestone: "#4f6272", damage: "#7d5a2a", "map-halo": "#fbfaf7",
    "land-alpha": "0.3", "relief-alpha": "0.9" };
  const listeners = [];
  let cached = null;

  function read() {
    const style = getComputedStyle(document.documentElement);
    const colours = {};
    for (const [name, fallback] of Object.entries(LIGHT)) {
      colours[name] = style.getPropertyValue(`--${name}`).trim() || fallback;
    }
    return Object.freeze(colours);
  }

  /** Colours in force; read once until the colour scheme changes. */
  function palette() {
    cached ??= read();
    return cached;
  }

  function refresh() {
    cached = null;
    for (const fn of listeners) fn();
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
  window.addEventListener("beforeprint", refresh);
  window.addEventListener("afterprint", refresh);

  palette.onChange = (fn) => listeners.push(fn);
  palette.refresh = refresh;
  M.palette = palette;
  M.still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
})();
