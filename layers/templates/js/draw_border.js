// The line: solid where agreed, dashed where only described, dotted where neither, as of the day shown.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const STYLES = Object.freeze({
    demarcated: { dash: [], width: 2.2 },
    treaty: { dash: [], width: 1.7 },
    described: { dash: [9, 4], width: 1.7 },
    disputed: { dash: [4.5, 3.5], width: 1.7 },
    undelimited: { dash: [0.1, 4.2], width: 2.1 },
  });
  const PLAIN = Object.freeze({ dash: [7, 3, 0.1, 3], width: 1.7 }); // of a status nobody has given a style
  const NONE = "none"; // no line is drawn
  const EARLIER = Object.freeze({ dash: [1, 3], width: 1 });

  /**
   * How the line of a status is drawn; null for not at all. A dossier may give a status of its own the style of one
   * known here, or "none", as `labels.line`.
   */
  function styleOf(data, status) {
    const given = data.meta.labels.line ?? {};
    const name = Object.hasOwn(given, status) ? given[status] : status;
    if (name === NONE) return null;
    return Object.hasOwn(STYLES, name) ? STYLES[name] : status ? PLAIN : STYLES.undelimited;
  }

  /** Status of a sector on a day: the last one that had begun. */
  function statusAt(data, sectorId, day) {
    const start = (row) => M.days.fromISO(row.valid_from) ?? -Infinity;
    return data.boundary_status
      .filter((row) => row.sector_id === sectorId && start(row) <= day)
      .sort((a, b) => start(a) - start(b)).at(-1) ?? null;
  }

  const inForce = (store) => store.data.boundaries.filter((row) => row.drawing === store.drawing());
  const notInForce = (store) => store.data.boundaries.filter((row) => row.drawing !== store.drawing());

  function stroke(ctx, view, rows, style) {
    ctx.beginPath();
    for (const row of rows) view.trace(ctx, row, { closed: false });
    ctx.lineJoin = "round";
    ctx.lineCap = "round";
    Object.assign(ctx, { lineWidth: style.width, strokeStyle: style.colour, globalAlpha: style.alpha ?? 1 });
    ctx.setLineDash(style.dash ?? []);
    ctx.stroke();
  }

  function paintBoundary(ctx, view, store) {
    const palette = M.palette();
    const day = store.asOfDay();
    const styles = new Map(inForce(store).map((row) =>
      [row, styleOf(store.data, statusAt(store.data, row.sector_id, day)?.status ?? "")]));
    const rows = [...styles.keys()].filter((row) => styles.get(row));
    stroke(ctx, view, rows, { width: 5, colour: palette["map-halo"], alpha: 0.72 });
    for (const row of rows) {
      const chosen = row === store.feature?.row || row === store.hinted;
      if (chosen) stroke(ctx, view, [row], { width: 9, colour: palette.accent, alpha: 0.35 });
      stroke(ctx, view, [row], { ...styles.get(row), colour: palette.ink });
    }
  }

  function paintEarlier(ctx, view, store) {
    const palette = M.palette();
    stroke(ctx, view, notInForce(store), { ...EARLIER, colour: palette.ink, alpha: 0.75 });
  }

  function distanceToRun(run, view, x, y) {
    let best = Infinity;
    for (let i = 0; i + 3 < run.length; i += 2) {
      const ax = run[i] * view.scale - view.left;
      const ay = run[i + 1] * view.scale - view.top;
      const bx = run[i + 2] * view.scale - view.left - ax;
      const by = run[i + 3] * view.scale - view.top - ay;
      const length = bx * bx + by * by;
      const share = length ? Math.max(0, Math.min(1, ((x - ax) * bx + (y - ay) * by) / length)) : 0;
      best = Math.min(best, Math.hypot(ax + share * bx - x, ay + share * by - y));
    }
    return best;
  }

  /** The sector within 6 px of a point of the canvas. */
  function pickBoundary(store, view, x, y) {
    const near = inForce(store)
      .map((row) => ({ row, far: Math.min(...M.project.shapeOf(row).runs.map((r) => distanceToRun(r, view, x, y))) }))
      .filter(({ far }) => far <= 6).sort((a, b) => a.far - b.far)[0];
    return near ? { kind: "boundary", row: near.row } : null;
  }

  M.drawers.boundary = (store, { ground }) => new M.surface.PaintedLayer(ground, {
    order: 40, paint: (ctx, view) => paintBoundary(ctx, view, store) });
  M.drawers.earlier_drawing = (store, { ground }) => new M.surface.PaintedLayer(ground, {
    order: 30, paint: (ctx, view) => paintEarlier(ctx, view, store) });
  M.border = Object.freeze({ EARLIER, styleOf, statusAt, inForce, pick: pickBoundary });
})();
