// Where the two latest drawings put the line differently: a comparison of data, never of land that changed hands.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  function paint(ctx, view, store) {
    const { ink } = M.palette();
    for (const row of store.data.drawing_difference) {
      ctx.beginPath();
      if (!view.trace(ctx, row, { closed: true })) continue;
      const colour = M.areas.colourOf(store, row.iso3);
      Object.assign(ctx, { fillStyle: colour, globalAlpha: 0.45 });
      ctx.fill("evenodd");
      Object.assign(ctx, { fillStyle: M.areas.hatch(ctx, ink), globalAlpha: 0.35 });
      ctx.fill("evenodd");
      const chosen = row === store.feature?.row;
      Object.assign(ctx, { strokeStyle: ink, globalAlpha: 0.9, lineWidth: chosen ? 3 : 1, lineJoin: "round" });
      ctx.stroke();
    }
  }

  /** The piece under a point of the canvas, or null. */
  function pick(store, view, x, y) {
    const row = store.data.drawing_difference.find((one) => M.areas.holds(one, view, x, y));
    return row ? { kind: "difference", row } : null;
  }

  const titleOf = ({ data }, id) => data.meta.drawings.find((drawing) => drawing.id === id)?.title ?? id;

  /** The titles of the two drawings, and the size and number of the pieces. */
  function summary(store) {
    const rows = store.data.drawing_difference;
    if (!rows.length) return null;
    return { n: rows.length, km2: rows.reduce((sum, row) => sum + row.area_km2, 0),
      before: titleOf(store, rows[0].drawing_before), now: titleOf(store, rows[0].drawing) };
  }

  M.drawers.drawing_difference = (store, { ground }) => new M.surface.PaintedLayer(ground, {
    order: 45, paint: (ctx, view) => paint(ctx, view, store) });
  M.difference = Object.freeze({ pick, summary, titleOf });
})();
