// Incidents: those at one point (or too close to tell apart) share a symbol with their count; a ring shows how
// far the place may be off.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const MAX_RING_PX = 58;
  const RINGED = new Set(["near", "district", "province", "region", "country", "unknown"]);

  const radiusOf = (count) => Math.min(21, 5.6 + 2.3 * Math.sqrt(count));

  /** Incidents by exact point, most first. */
  function pointsOf(store) {
    const { lat, lon, col } = store.data.incidents;
    const points = new Map();
    for (const index of store.result.rows) {
      if (Number.isNaN(lat[index])) continue;
      const key = `${lat[index].toFixed(5)},${lon[index].toFixed(5)}`;
      if (!points.has(key)) points.set(key, { lat: lat[index], lon: lon[index], indexes: [], ring: 0 });
      const point = points.get(key);
      point.indexes.push(index);
      const ringed = RINGED.has(col.geo_precision?.[index]) || col.stand_in?.[index];
      if (ringed) point.ring = Math.max(point.ring, col.uncertainty_m?.[index] ?? Infinity);
    }
    return [...points.values()].sort((a, b) => b.indexes.length - a.indexes.length);
  }

  const cellKey = (x, y) => `${Math.floor(x / 24)},${Math.floor(y / 24)}`;

  function* neighbours(cells, x, y) {
    for (const dx of [-24, 0, 24]) {
      for (const dy of [-24, 0, 24]) yield* cells.get(cellKey(x + dx, y + dy)) ?? [];
    }
  }

  /** Merge points that would hide each other; the symbol stays on the point with the most incidents. */
  function groupsOf(points, view) {
    const cells = new Map();
    const groups = [];
    for (const point of points) {
      const x = view.x(point.lon);
      const y = view.y(point.lat);
      const near = [...neighbours(cells, x, y)].find((other) => Math.hypot(other.x - x, other.y - y) < 13);
      if (near) {
        near.points.push(point);
        continue;
      }
      const group = { x, y, points: [point] };
      groups.push(group);
      cells.set(cellKey(x, y), [...(cells.get(cellKey(x, y)) ?? []), group]);
    }
    return groups.map(finish);
  }

  function finish(group) {
    const indexes = group.points.flatMap((point) => point.indexes);
    return { ...group, indexes, radius: radiusOf(indexes.length) };
  }

  function paintRing(ctx, view, point, least) {
    if (!point.ring) return;
    const metres = M.project.metresPerPixel(point.lat, view.zoom);
    const radius = Math.max(least + 4, Math.min(MAX_RING_PX, point.ring / metres));
    ctx.beginPath();
    ctx.arc(view.x(point.lon), view.y(point.lat), radius, 0, 2 * Math.PI);
    ctx.fillStyle = M.palette().accent;
    ctx.globalAlpha = 0.07;
    ctx.fill();
    Object.assign(ctx, { globalAlpha: 0.75, strokeStyle: M.palette().accent, lineWidth: 1.1 });
    ctx.setLineDash([3, 2.6]);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  function paintDot(ctx, group) {
    const palette = M.palette();
    ctx.globalAlpha = 1;
    ctx.beginPath();
    ctx.arc(group.x, group.y, group.radius, 0, 2 * Math.PI);
    Object.assign(ctx, { fillStyle: palette.accent, strokeStyle: palette["map-halo"], lineWidth: 1.6 });
    ctx.fill();
    ctx.stroke();
    if (group.indexes.length < 2) return;
    Object.assign(ctx, { fillStyle: palette["on-accent"], textAlign: "center", textBaseline: "middle",
      font: `700 ${group.radius > 12 ? 12 : 10.5}px system-ui, sans-serif` });
    ctx.fillText(String(group.indexes.length), group.x, group.y + 0.5);
  }

  function paintSelected(ctx, group) {
    ctx.beginPath();
    ctx.arc(group.x, group.y, group.radius + 5, 0, 2 * Math.PI);
    Object.assign(ctx, { globalAlpha: 1, lineWidth: 4.5, strokeStyle: M.palette()["map-halo"] });
    ctx.stroke();
    Object.assign(ctx, { lineWidth: 2.2, strokeStyle: M.palette().ink });
    ctx.stroke();
  }

  class IncidentPainter {
    order = 60;
    groups = [];
    #points = null;
    #result = null;

    constructor(store) {
      this.store = store;
      this.paint = this.paint.bind(this);
    }

    /** Symbols on a canvas of this view; also what labels must keep clear of. */
    layout(view) {
      if (this.#result !== this.store.result) {
        this.#result = this.store.result;
        this.#points = pointsOf(this.store);
      }
      return groupsOf(this.#points, view);
    }

    paint(ctx, view) {
      this.groups = this.layout(view).filter((group) => view.holds(group.x, group.y, 80));
      for (const group of this.groups) for (const point of group.points) paintRing(ctx, view, point, group.radius);
      // small ones last, so that none is hidden
      for (const group of this.groups) paintDot(ctx, group);
      const chosen = this.groups.find((group) => group.indexes.includes(this.store.selected));
      if (chosen) paintSelected(ctx, chosen);
    }

    /** The symbol at a point of the canvas, topmost first. */
    pick(x, y, slack) {
      const group = this.groups.findLast((g) => Math.hypot(g.x - x, g.y - y) <= g.radius + slack);
      return group ? { kind: "incident", indexes: group.indexes } : null;
    }
  }

  M.drawers.incidents = (store, { symbols }) => {
    M.incidentPainter = new IncidentPainter(store);
    return new M.surface.PaintedLayer(symbols, M.incidentPainter);
  };
})();
