// Colours of the canvas layers come from the page's style sheet, so that one theme rules both.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const NAMES = ["ink", "paper", "accent", "on-accent", "water", "water-ink", "land", "ground", "milestone", "damage", "map-halo",
    "land-alpha", "relief-alpha"];
  const listeners = [];
  let cached = null;

  function read() {
    const style = getComputedStyle(document.documentElement);
    const colours = {};
    for (const name of NAMES) colours[name] = style.getPropertyValue(`--${name}`).trim();
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
