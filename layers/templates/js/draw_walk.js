// The line by keyboard: b and Shift+b go from stretch to stretch with its tip, Enter opens its card.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  let at = -1;

  const stretches = (store) => store.data.boundaries.filter((row) => row.drawing === store.drawing());
  const middle = (row) => {
    const run = row.geometry.reduce((longest, one) => (one.length > longest.length ? one : longest), []);
    return run[Math.floor(run.length / 2)] ?? null;
  };

  /** Show the tip of the next (+1) or previous (-1) stretch, and bring it into view. */
  function step(store, by, tip) {
    const rows = stretches(store);
    if (!store.layers.boundary || !rows.length) return;
    at = (at + by + rows.length) % rows.length;
    const place = middle(rows[at]);
    if (!place) return;
    M.reveal(place);
    const show = () => tip.show(M.tips.boundary(store, { row: rows[at] }), M.map.latLngToContainerPoint(place));
    show();
    M.map.once("moveend", show);
  }

  function open(store) {
    const row = stretches(store)[at];
    if (row) store.showFeature({ kind: "boundary", row }, "map");
  }

  /** Take a key of the map; true when it was taken. */
  function take(store, event, tip) {
    if (event.key.toLowerCase() === "b") step(store, event.shiftKey ? -1 : 1, tip);
    else if (event.key === "Enter" && at >= 0) open(store);
    else {
      at = -1;
      tip.hide();
      return false;
    }
    return true;
  }

  M.walk = Object.freeze({ take });
})();
