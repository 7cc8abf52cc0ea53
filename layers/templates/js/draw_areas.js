// Areas under the line: pale country fills, lakes, and enclaves with a hatch.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const EDGE = 4e-7; // of the world, some 16 metres; a border that runs along the box of the data is where the data was cut

  function fill(ctx, view, rows, { colour, alpha }) {
    ctx.beginPath();
    let any = false;
    for (const row of rows) any = view.trace(ctx, row, { closed: true }) || any;
    if (!any) return;
    Object.assign(ctx, { fillStyle: colour, globalAlpha: alpha });
    ctx.fill("evenodd");
  }

  const colourOf = (store, iso3) => store.data.byId.party.get(iso3)?.color ?? M.palette().land;

  const countriesInForce = (store) => {
    const drawing = store.drawing();
    const rows = store.data.countries.filter((row) => row.drawing === drawing);
    const any = store.data.countries[0]?.drawing;
    return rows.length ? rows : store.data.countries.filter((row) => row.drawing === any);
  };

  /** The box that all countries were cut to. */
  function cutBox(rows) {
    const boxes = rows.map((row) => M.project.shapeOf(row).box);
    return { left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)),
      top: Math.min(...boxes.map((box) => box.top)), bottom: Math.max(...boxes.map((box) => box.bottom)) };
  }

  /** Whether a step of a run goes along the box. */
  function onEdge(run, i, { left, right, top, bottom }) {
    const both = (at, edge) => Math.abs(run[at] - edge) < EDGE && Math.abs(run[at - 2] - edge) < EDGE;
    return both(i, left) || both(i, right) || both(i + 1, top) || both(i + 1, bottom);
  }

  let cut = null;
  /** Borders of third countries, thin; the line between the parties is the boundary layer's alone. */
  function outlineOthers(ctx, view, store) {
    const rows = countriesInForce(store);
    cut ??= cutBox(rows);
    ctx.beginPath();
    for (const row of rows) {
      const { runs, box } = M.project.shapeOf(row);
      if (store.data.byId.party.has(row.iso3) || !view.shows(box)) continue;
      for (const run of runs) {
        for (let i = 0; i < run.length; i += 2) {
          const x = run[i] * view.scale - view.left;
          const y = run[i + 1] * view.scale - view.top;
          if (i === 0 || onEdge(run, i, cut)) ctx.moveTo(x, y);
          else ctx.lineTo(x, y);
        }
      }
    }
    Object.assign(ctx, { strokeStyle: M.palette().ink, globalAlpha: 0.38, lineWidth: 0.8, lineJoin: "round" });
    ctx.stroke();
  }

  function paintCountries(ctx, view, store) {
    const alpha = Number(M.palette()["land-alpha"]);
    for (const row of countriesInForce(store)) fill(ctx, view, [row], { colour: colourOf(store, row.iso3), alpha });
    outlineOthers(ctx, view, store);
  }

  /** Ground under everything, so that relief shades it; left out where tiles lie below. */
  M.basePainter = (store) => ({ order: 0, paint(ctx, view) {
    if (store.layers.tiles) return;
    ctx.fillStyle = M.palette().ground;
    ctx.fillRect(0, 0, view.width, view.height);
  } });

  function paintLakes(ctx, view, store) {
    fill(ctx, view, store.data.lakes, { colour: M.palette().water, alpha: 1 });
  }

  /** The enclaves to draw: from the drawing in force, else from the latest earlier drawing that has them. */
  function enclavesShown(store) {
    const order = store.data.meta.drawings.map((drawing) => drawing.id);
    const now = order.indexOf(store.drawing());
    const best = new Map();
    for (const row of store.data.enclaves) {
      const rank = order.indexOf(row.drawing);
      const held = best.get(row.enclave_id);
      if (rank <= now && (!held || rank > held.rank)) best.set(row.enclave_id, { row, rank });
    }
    return [...best.values()].map(({ row, rank }) => ({ row, faint: rank !== now }));
  }

  const hatches = new Map();
  function hatch(ctx, colour) {
    if (!hatches.has(colour)) {
      const tile = document.createElement("canvas");
      tile.width = 7;
      tile.height = 7;
      const pen = tile.getContext("2d");
      Object.assign(pen, { strokeStyle: colour, lineWidth: 1.1 });
      pen.beginPath();
      for (const shift of [-7, 0, 7]) {
        pen.moveTo(shift - 1, 8);
        pen.lineTo(shift + 8, -1);
      }
      pen.stroke();
      hatches.set(colour, ctx.createPattern(tile, "repeat"));
    }
    return hatches.get(colour);
  }

  function paintEnclave(ctx, view, { row, faint, chosen }, colour) {
    fill(ctx, view, [row], { colour, alpha: faint ? 0.12 : 0.2 });
    fill(ctx, view, [row], { colour: hatch(ctx, colour), alpha: faint ? 0.25 : 0.42 });
    ctx.beginPath();
    view.trace(ctx, row, { closed: true });
    ctx.setLineDash(faint ? [2, 3] : []);
    Object.assign(ctx, { strokeStyle: colour, globalAlpha: faint ? 0.7 : 0.9, lineWidth: chosen ? 3.5 : 1.2, lineJoin: "round" });
    ctx.stroke();
  }

  function paintEnclaves(ctx, view, store) {
    for (const shown of enclavesShown(store)) {
      const chosen = shown.row === store.feature?.row;
      paintEnclave(ctx, view, { ...shown, chosen }, colourOf(store, shown.row.administered_by));
    }
  }

  function inRun(run, x, y) {
    let inside = false;
    for (let i = 0, j = run.length - 2; i < run.length; j = i, i += 2) {
      const crosses = run[i + 1] > y !== run[j + 1] > y;
      if (crosses && x < ((run[j] - run[i]) * (y - run[i + 1])) / (run[j + 1] - run[i + 1]) + run[i]) inside = !inside;
    }
    return inside;
  }

  /** Whether a point of the canvas lies in an area. */
  function holds(row, view, x, y) {
    const worldX = (x + view.left) / view.scale;
    const worldY = (y + view.top) / view.scale;
    return M.project.shapeOf(row).runs.filter((run) => inRun(run, worldX, worldY)).length % 2 === 1;
  }

  function pickEnclave(store, view, x, y) {
    const hit = enclavesShown(store).find(({ row }) => holds(row, view, x, y));
    return hit ? { kind: "enclave", row: hit.row, faint: hit.faint } : null;
  }

  const painted = (surface, order, paint) => (store, surfaces) => new M.surface.PaintedLayer(surfaces[surface], {
    order, paint: (ctx, view) => paint(ctx, view, store) });
  M.drawers.countries = painted("fills", 10, paintCountries);
  M.drawers.lakes = painted("ground", 20, paintLakes);
  M.drawers.enclaves = painted("ground", 50, paintEnclaves);
  M.areas = Object.freeze({ enclavesShown, countriesInForce, colourOf, hatch, holds, pick: pickEnclave });
})();
