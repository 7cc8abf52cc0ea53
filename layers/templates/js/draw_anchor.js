// The name of a country, or of any area larger than its name, stands where most of the area is free: on the map
// shown, clear of panels and of the areas inside it.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const STEP = 14; // pixels of the map per cell of the search grid
  const LEAST = 40; // pixels of clearance below which a name would crowd the border

  /** Left, top, width and height of the panels over the map, in pixels of its container. */
  function panelBoxes() {
    const origin = document.getElementById("map").getBoundingClientRect();
    return ["panel", "story", "card"].map((id) => document.getElementById(id)).filter((node) => node && !node.hidden)
      .map((node) => node.getBoundingClientRect())
      .map((r) => [r.left - origin.left, r.top - origin.top, r.width, r.height]);
  }

  /** Paint one area alone on a coarse grid, without panels and holes; give the cells it covers. */
  function cover(row, view, { columns, rows, blocked, corner, holes }) {
    const canvas = new OffscreenCanvas(columns, rows);
    const ctx = canvas.getContext("2d", { willReadFrequently: true });
    ctx.scale(1 / STEP, 1 / STEP);
    ctx.translate(corner.x, corner.y);
    ctx.beginPath();
    if (!view.trace(ctx, row, { closed: true })) return null;
    ctx.fill("evenodd");
    ctx.globalCompositeOperation = "destination-out";
    ctx.beginPath();
    for (const hole of holes) if (hole !== row) view.trace(ctx, hole, { closed: true });
    ctx.fill();
    ctx.translate(-corner.x, -corner.y);
    for (const box of blocked) ctx.clearRect(...box);
    const { data } = ctx.getImageData(0, 0, columns, rows);
    return Float32Array.from({ length: columns * rows }, (_, i) => (data[4 * i + 3] > 250 ? 1e6 : 0));
  }

  /** Distance of each covered cell from the nearest other one, in cells; a name is wider than high. */
  function spread(cells, columns, rows) {
    const at = (x, y) => (x < 0 || y < 0 || x >= columns || y >= rows ? 0 : cells[y * columns + x]);
    const relax = (x, y, steps) => {
      const i = y * columns + x;
      for (const [dx, dy, cost] of steps) cells[i] = Math.min(cells[i], at(x + dx, y + dy) + cost);
    };
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < columns; x += 1) relax(x, y, [[-1, 0, 0.6], [0, -1, 1], [-1, -1, 1.2], [1, -1, 1.2]]);
    }
    for (let y = rows - 1; y >= 0; y -= 1) {
      for (let x = columns - 1; x >= 0; x -= 1) relax(x, y, [[1, 0, 0.6], [0, 1, 1], [1, 1, 1.2], [-1, 1, 1.2]]);
    }
    return cells;
  }

  function anchor(row, view, grid) {
    const cells = cover(row, view, grid);
    if (!cells) return null;
    spread(cells, grid.columns, grid.rows);
    const best = cells.reduce((top, value, i) => (value > cells[top] ? i : top), 0);
    if (cells[best] * STEP < LEAST) return null;
    return { x: ((best % grid.columns) + 0.5) * STEP - grid.corner.x,
      y: (Math.floor(best / grid.columns) + 0.5) * STEP - grid.corner.y };
  }

  M.panelBoxes = panelBoxes;

  let kept = { key: "", anchors: new Map() }; // of the view drawn last: filters change nothing of them

  /** Where the name of an area may stand, in pixels of the labels' canvas; null where there is no room. */
  M.areaAnchor = (store, view) => {
    const size = M.map.getSize();
    if (!size.x || !size.y) return () => null;
    const grid = { columns: Math.ceil(size.x / STEP), rows: Math.ceil(size.y / STEP), blocked: panelBoxes(),
      corner: M.surfaces.labels.corner(), holes: M.areas.enclavesShown(store).map(({ row }) => row) };
    const { left, top, scale } = view;
    const key = JSON.stringify([left, top, scale, grid.columns, grid.rows, grid.blocked, grid.corner, store.drawing()]);
    if (kept.key !== key) kept = { key, anchors: new Map() };
    const { anchors } = kept;
    return (row) => {
      if (!anchors.has(row)) anchors.set(row, anchor(row, view, grid));
      return anchors.get(row);
    };
  };
})();
