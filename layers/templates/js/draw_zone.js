// The what-if zone: the stored shape of a stored width, else a broad stroke along the line, which is approximate.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const TINT = 0.14;

  function paintShape(ctx, view, row, ink) {
    ctx.beginPath();
    if (!view.trace(ctx, row, { closed: true })) return;
    Object.assign(ctx, { fillStyle: ink, globalAlpha: TINT });
    ctx.fill("evenodd");
    Object.assign(ctx, { strokeStyle: ink, globalAlpha: 0.55, lineWidth: 1, lineJoin: "round" });
    ctx.setLineDash([6, 3]);
    ctx.stroke();
  }

  /** One stroke for all sectors, so that overlaps do not darken. */
  function paintStroke(ctx, view, store, ink) {
    ctx.beginPath();
    for (const row of store.data.boundaries) if (row.drawing === store.drawing()) view.trace(ctx, row, { closed: false });
    const width = (2000 * store.filters.zoneKm) / M.project.metresPerPixel(store.data.meta.centre[0], view.zoom);
    Object.assign(ctx, { strokeStyle: ink, globalAlpha: TINT, lineWidth: width, lineJoin: "round", lineCap: "round" });
    ctx.stroke();
  }

  M.zonePainter = (store) => ({ order: 35, paint(ctx, view) {
    if (!store.filters.zoneKm) return;
    const { ink } = M.palette();
    const row = M.zone.shape(store);
    if (row) paintShape(ctx, view, row, ink);
    else paintStroke(ctx, view, store, ink);
  } });
})();
