// Keys of what a reader switches on: the lens, claims that differ, the zone and the difference of two drawings.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { svg } = M.kit;

  const symbols = ({ picture, circle }) => ({
    hollow: () => picture(circle(8, "k-hollow")),
    differ: () => picture(circle(7, "k-differ"), svg("path", { d: "M14.5 9.5h7M14.5 12.5h7M16 15l4-8", class: "k-differ-sign" })),
    zone: () => picture(svg("rect", { x: 4, y: 4, width: 28, height: 14, rx: 7, class: "k-zone" })),
  });

  /** [layer it belongs to, symbol, words, tables it needs] */
  function entries(store) {
    const { data, filters } = store;
    const anyDiffers = data.incidents.coded("claims_differ").values.includes(true);
    return [
      anyDiffers ? ["incidents", "differ", M.say("lens.differ")] : null,
      M.lens.measureDrawn(filters) ? ["incidents", "hollow", M.say("lens.silent")] : null,
      filters.zoneKm ? ["boundary", "zone", M.say("zone.legend", { km: filters.zoneKm })] : null,
      store.layers.drawing_difference ? ["drawing_difference", "enclave", M.say("difference.legend"), data.drawing_difference] : null,
    ].filter(Boolean);
  }

  M.legendExtra = Object.freeze({ symbols, entries });
})();
