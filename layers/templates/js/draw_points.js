// Points that are no incidents, as small symbols in ink: each layer has a shape of its own.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  /** State of a crossing on a day: the last one that had begun. */
  function stateAt(data, crossingId, day) {
    const start = (row) => M.days.fromISO(row.valid_from) ?? -Infinity;
    return data.crossing_status
      .filter((row) => row.crossing_id === crossingId && start(row) <= day)
      .sort((a, b) => start(a) - start(b)).at(-1) ?? null;
  }

  function finish(ctx, { fill, stroke, width = 1.3 }) {
    if (fill) {
      ctx.fillStyle = fill;
      ctx.fill();
    }
    Object.assign(ctx, { strokeStyle: stroke, lineWidth: width, lineJoin: "round" });
    ctx.stroke();
  }

  function disc(ctx, x, y, r) {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  }

  function polygon(ctx, x, y, corners) {
    ctx.beginPath();
    for (const [dx, dy] of corners) ctx.lineTo(x + dx, y + dy);
    ctx.closePath();
  }

  const box = (ctx, x, y, r) => polygon(ctx, x, y, [[-r, -r], [r, -r], [r, r], [-r, r]]);
  const diamond = (ctx, x, y, r) => polygon(ctx, x, y, [[0, -r], [r, 0], [0, r], [-r, 0]]);
  const triangle = (ctx, x, y, r) => polygon(ctx, x, y, [[0, -r], [r, 0.8 * r], [-r, 0.8 * r]]);

  function drawHotspot(ctx, { x, y }) {
    const palette = M.palette();
    disc(ctx, x, y, 3);
    finish(ctx, { fill: palette.ink, stroke: palette["map-halo"], width: 1.5 });
  }

  function drawPlace(ctx, { x, y, row }) {
    const palette = M.palette();
    disc(ctx, x, y, row.rank === 1 ? 3 : 2.3);
    finish(ctx, { fill: palette["map-halo"], stroke: palette.ink, width: 1.1 });
  }

  function drawCrossing(ctx, { x, y, row }, store) {
    const palette = M.palette();
    const state = stateAt(store.data, row.crossing_id, store.asOfDay())?.state;
    box(ctx, x, y, 5.6);
    finish(ctx, { fill: palette["map-halo"], stroke: palette["map-halo"], width: 2 });
    box(ctx, x, y, 4.4);
    finish(ctx, { fill: state === "closed" ? palette.ink : palette["map-halo"], stroke: palette.ink });
    if (state === "restricted") {
      polygon(ctx, x, y, [[-4.4, -4.4], [4.4, 4.4], [-4.4, 4.4]]);
      finish(ctx, { fill: palette.ink, stroke: palette.ink, width: 0.5 });
    }
  }

  function drawMilestone(ctx, { x, y }) {
    const palette = M.palette();
    diamond(ctx, x, y, 6.5);
    finish(ctx, { fill: palette.milestone, stroke: palette["map-halo"], width: 1.5 });
  }

  /** Area grows with the number of buildings, up to a size that hides no neighbour. */
  const damageSize = (row) => Math.min(13, 4 + 0.55 * Math.sqrt(row.buildings ?? 1));

  function drawDamage(ctx, { x, y, row }) {
    const palette = M.palette();
    triangle(ctx, x, y, damageSize(row));
    finish(ctx, { fill: palette.damage, stroke: palette["map-halo"], width: 1.5 });
  }

  const DAMAGE_SIZE = (row) => damageSize(row);
  const KINDS = {
    places: { kind: "place", order: 20, draw: drawPlace, size: () => 3 },
    damage: { kind: "damage", order: 30, draw: drawDamage, size: DAMAGE_SIZE },
    milestones: { kind: "milestone", order: 40, draw: drawMilestone, size: () => 6.5 },
    crossings: { kind: "crossing", order: 50, draw: drawCrossing, size: () => 5.5 },
    hotspots: { kind: "hotspot", order: 55, draw: drawHotspot, size: () => 3.5 },
  };

  /** Zoom from which a town of a rank is drawn; a town of rank 1 always is. */
  const leastZoom = (rank) => (rank <= 1 ? 0 : 7.4 + rank * 0.8);

  class PointPainter {
    symbols = [];

    constructor(key, store) {
      Object.assign(this, KINDS[key], { key, store });
      this.paint = this.paint.bind(this);
    }

    rows(view) {
      const rows = this.store.data[this.key];
      return this.key === "places" ? rows.filter((row) => leastZoom(row.rank ?? 9) <= view.zoom) : rows;
    }

    /** Symbols on a canvas of this view; also what labels must keep clear of. */
    layout(view) {
      return this.rows(view).filter((row) => row.lat !== null)
        .map((row) => ({ row, x: view.x(row.lon), y: view.y(row.lat), radius: this.size(row) }))
        .filter(({ x, y }) => view.holds(x, y, 20));
    }

    paint(ctx, view) {
      this.symbols = this.layout(view);
      for (const symbol of this.symbols) {
        this.draw(ctx, symbol, this.store);
        if (symbol.row === this.store.feature?.row) M.ring(ctx, symbol.x, symbol.y, symbol.radius + 5);
      }
    }

    pick(x, y, slack) {
      const hit = this.symbols.findLast((s) => Math.hypot(s.x - x, s.y - y) <= s.radius + 2 + slack);
      return hit ? { kind: this.kind, row: hit.row } : null;
    }
  }

  M.pointPainters = {};
  for (const key of Object.keys(KINDS)) {
    M.drawers[key] = (store, { symbols }) => {
      M.pointPainters[key] = new PointPainter(key, store);
      return new M.surface.PaintedLayer(symbols, M.pointPainters[key]);
    };
  }
  M.points = Object.freeze({ stateAt });
})();
