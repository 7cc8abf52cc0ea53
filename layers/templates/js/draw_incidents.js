// Incidents: those at one point (or too close to tell apart) share a symbol with their count; a ring shows how
// far the place may be off.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const UNKNOWN_RING_PX = 40; // where nobody can say how far the place may be off
  const RINGED = new Set(["near", "district", "province", "region", "country", "unknown"]);

  const VAGUE = new Set(["district", "province", "region", "country", "unknown"]);
  const PALE = 0.72;
  const MOST_POINTS = 1500; // in view, beyond which incidents are dots
  const MARGIN = 300; // pixels around the canvas from which symbols and rings reach into it

  const radiusOf = (count) => Math.min(21, 5.6 + 2.3 * Math.sqrt(count));

  /** Incidents by exact point, most first. */
  function pointsOf(store, rows) {
    const { point, pointLat, pointLon, col } = store.data.incidents;
    const points = new Map();
    for (const index of rows) {
      const at = point[index];
      if (at < 0) continue;
      if (!points.has(at)) points.set(at, { lat: pointLat[at], lon: pointLon[at], indexes: [], ring: 0, vague: true, hatched: false,
        mark: false });
      note(points.get(at), index, col, M.lens.differs(store.data, index));
    }
    return [...points.values()].sort((a, b) => b.indexes.length - a.indexes.length);
  }

  /** Take an incident to its point: how far it may be off, and whether claims differ. */
  function note(held, index, col, differ) {
    held.indexes.push(index);
    const standIn = Boolean(col.stand_in?.[index]);
    const vague = standIn || VAGUE.has(col.geo_precision?.[index]);
    held.vague &&= vague;
    held.hatched ||= vague;
    held.mark ||= differ;
    const ringed = RINGED.has(col.geo_precision?.[index]) || standIn;
    if (ringed) held.ring = Math.max(held.ring, col.uncertainty_m?.[index] ?? Infinity);
  }

  /** Rows within a box around what a canvas shows, or null where they lie at more points than symbols can show. */
  function rowsNear({ incidents }, rows, view, seen) {
    const { point } = incidents;
    const { x, y } = M.project.pointsOf(incidents);
    const [west, east] = [-MARGIN, view.width + MARGIN].map((edge) => (edge + view.left) / view.scale);
    const [north, south] = [-MARGIN, view.height + MARGIN].map((edge) => (edge + view.top) / view.scale);
    const near = [];
    let points = 0;
    for (let i = 0; i < rows.length; i += 1) {
      const at = point[rows[i]];
      if (at < 0 || x[at] < west || x[at] > east || y[at] < north || y[at] > south) continue;
      if (seen[at] === 0) {
        seen[at] = 1;
        if ((points += 1) > MOST_POINTS) return null;
      }
      near.push(rows[i]);
    }
    return near;
  }

  const CELL = 30; // pixels; no less than the distance at which symbols merge
  const cellKey = (x, y) => `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`;

  function* neighbours(cells, x, y) {
    for (const dx of [-CELL, 0, CELL]) {
      for (const dy of [-CELL, 0, CELL]) yield* cells.get(cellKey(x + dx, y + dy)) ?? [];
    }
  }

  const covers = (group, x, y) => Math.hypot(group.x - x, group.y - y) < radiusOf(group.count) + 6;

  /** Merge points that would hide each other; the symbol stays on the point with the most incidents. */
  function groupsOf(points, view) {
    const cells = new Map();
    const groups = [];
    for (const point of points) {
      const x = view.x(point.lon);
      const y = view.y(point.lat);
      const near = [...neighbours(cells, x, y)].find((other) => covers(other, x, y));
      if (near) {
        near.points.push(point);
        near.count += point.indexes.length;
        continue;
      }
      const group = { x, y, points: [point], count: point.indexes.length };
      groups.push(group);
      cells.set(cellKey(x, y), [...(cells.get(cellKey(x, y)) ?? []), group]);
    }
    return groups;
  }

  /** Size and text of a symbol: its count, or what the lens shows of it. */
  function finish(group, store) {
    const indexes = group.points.flatMap((point) => point.indexes);
    const vague = group.points.every((point) => point.vague);
    const mark = group.points.some((point) => point.mark);
    const plain = { ...group, indexes, vague, mark, radius: radiusOf(group.count), text: "", hollow: false };
    if (!M.lens.measureDrawn(store.filters)) return { ...plain, text: group.count > 1 ? String(group.count) : "" };
    const figure = M.lens.highest(store.data, indexes, store.filters);
    if (!figure) return { ...plain, hollow: true }; // as large as its count: silence is not a small figure
    return { ...plain, radius: Math.min(26, 8 + 2.4 * Math.sqrt(figure.high)), text: figure.text };
  }

  function ringsOf(groups, view) {
    return groups.flatMap(({ points, radius }) => points.filter((point) => point.ring).map((point) => {
      const pixels = point.ring / M.project.metresPerPixel(point.lat, view.zoom);
      const r = Math.max(radius + 4, Number.isFinite(pixels) ? pixels : UNKNOWN_RING_PX);
      return { x: view.x(point.lon), y: view.y(point.lat), r, vague: point.hatched };
    })).filter(({ x, y, r }) => view.holds(x, y, r));
  }

  function paintDot(ctx, group) {
    const palette = M.palette();
    ctx.globalAlpha = 1;
    ctx.beginPath();
    ctx.arc(group.x, group.y, group.radius, 0, 2 * Math.PI);
    ctx.fillStyle = palette["map-halo"]; // so that nothing shines through a pale symbol
    ctx.fill();
    Object.assign(ctx, { fillStyle: palette.accent, globalAlpha: group.vague ? PALE : 1 });
    if (!group.hollow) ctx.fill();
    Object.assign(ctx, { globalAlpha: 1, lineWidth: 1.6, strokeStyle: palette[group.hollow ? "accent" : "map-halo"] });
    ctx.stroke();
    if (!group.text) return;
    Object.assign(ctx, { fillStyle: palette["on-accent"], textAlign: "center", textBaseline: "middle",
      font: `700 ${group.radius > 12 ? 12 : 10.5}px system-ui, sans-serif` });
    ctx.fillText(group.text, group.x, group.y + 0.5);
  }

  /** The dark ring round what is selected. */
  M.ring = (ctx, x, y, radius) => {
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    Object.assign(ctx, { globalAlpha: 1, lineWidth: 4.5, strokeStyle: M.palette()["map-halo"] });
    ctx.stroke();
    Object.assign(ctx, { lineWidth: 2.2, strokeStyle: M.palette().ink });
    ctx.stroke();
  };

  class IncidentPainter {
    order = 60;
    groups = [];
    isDots = false;
    #points = new WeakMap(); // by the rows that pass

    constructor(store) {
      this.store = store;
      this.paint = this.paint.bind(this);
    }

    /** Symbols on a canvas of this view; also what labels must keep clear of. Null where dots must do. */
    layout(view) {
      const edge = M.split.edge(this.store);
      const first = this.#groups(this.store.result, view);
      if (edge === null || first === null) return first;
      const second = this.#groups(M.compare.result(this.store), view);
      return second && [...first.filter(({ x }) => x < edge), ...second.filter(({ x }) => x >= edge)];
    }

    #groups(result, view) {
      const points = this.#pointsOf(result, view);
      return points && groupsOf(points, view).map((group) => finish(group, this.store));
    }

    /** Points of all rows where these are few, which then are kept; else of the rows near the view. */
    #pointsOf(result, view) {
      const { data } = this.store;
      if (result.rows.length > MOST_POINTS) {
        const near = rowsNear(data, result.rows, view, new Uint8Array(data.incidents.points));
        return near && pointsOf(this.store, near);
      }
      if (!this.#points.has(result)) this.#points.set(result, pointsOf(this.store, result.rows));
      return this.#points.get(result);
    }

    paint(ctx, view) {
      const groups = this.layout(view);
      const isDots = groups === null;
      if (isDots !== this.isDots) {
        this.isDots = isDots;
        this.store.emit("dots"); // what the symbols mean is another thing now
      }
      if (this.isDots) this.#paintDots(ctx, view);
      this.#paintSymbols(ctx, view, groups ?? this.#overDots(view));
    }

    #paintDots(ctx, view) {
      const { store } = this;
      const edge = M.split.edge(store);
      this.dots ??= new M.Dots(store.data.incidents);
      this.dots.clear(view);
      this.dots.add(store.result.rows, view, 0, edge ?? this.dots.width);
      if (edge !== null) this.dots.add(M.compare.result(store).rows, view, Math.max(0, Math.ceil(edge)));
      this.dots.paint(ctx, view, M.palette().accent);
    }

    /** What is shown as a symbol among dots: the chosen incident, what the lens has a figure of, claims that differ. */
    #overDots(view) {
      const { store } = this;
      const { codes, values } = store.data.incidents.coded("claims_differ");
      const differ = values.indexOf(true);
      const known = M.lens.measureDrawn(store.filters) ? M.lens.figures(store.data, store.filters) : new Map();
      const isShown = (row) => row === store.selected || codes[row] === differ || known.has(row);
      const some = differ >= 0 || known.size || store.selected >= 0 ? store.result.rows.filter(isShown).slice(0, MOST_POINTS) : [];
      return groupsOf(pointsOf(store, some), view).map((group) => finish(group, store));
    }

    #paintSymbols(ctx, view, groups) {
      this.groups = groups.filter((group) => view.holds(group.x, group.y, 40));
      M.marks.rings(ctx, ringsOf(groups, view)); // also of symbols off the canvas
      // small ones last, so that none is hidden
      for (const group of this.groups) paintDot(ctx, group);
      for (const group of this.groups) if (group.mark) M.marks.differs(ctx, group);
      const chosen = this.groups.find((group) => group.indexes.includes(this.store.selected));
      if (chosen) M.ring(ctx, chosen.x, chosen.y, chosen.radius + 5);
    }

    /** The symbol at a point of the canvas, topmost first; of dots, the nearest. */
    pick(x, y, slack) {
      const group = this.groups.findLast((g) => Math.hypot(g.x - x, g.y - y) <= g.radius + slack);
      const indexes = group?.indexes ?? (this.isDots ? this.dots.pick(x, y, slack) : null);
      return indexes && { kind: "incident", indexes };
    }
  }

  M.drawers.incidents = (store, { symbols }) => {
    M.incidentPainter = new IncidentPainter(store);
    return new M.surface.PaintedLayer(symbols, M.incidentPainter);
  };
})();
