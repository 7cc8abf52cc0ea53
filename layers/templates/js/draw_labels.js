// Names are placed by priority where they cover neither a symbol nor another name; more fit as one zooms in.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
  const GAP = 3;
  const STYLES = {
    country: { font: `400 16px ${FONT}`, spacing: "1.8px", alpha: 0.6, colour: "ink", upper: true, height: 16 },
    enclave: { font: `700 12px ${FONT}`, spacing: "1.2px", alpha: 0.85, colour: "ink", upper: true, height: 13 },
    hotspot: { font: `600 12px ${FONT}`, spacing: "0px", alpha: 1, colour: "ink", height: 13 },
    town: { font: `400 12px ${FONT}`, spacing: "0px", alpha: 0.85, colour: "ink", height: 13 },
    village: { font: `400 11px ${FONT}`, spacing: "0px", alpha: 0.75, colour: "ink", height: 12 },
    lake: { font: `italic 400 11px ${FONT}`, spacing: "0.3px", alpha: 1, colour: "water-ink", height: 12 },
  };

  class Boxes {
    #cells = new Map();

    *#keys({ left, top, right, bottom }) {
      for (let x = Math.floor(left / 64); x <= Math.floor(right / 64); x += 1) {
        for (let y = Math.floor(top / 64); y <= Math.floor(bottom / 64); y += 1) yield `${x},${y}`;
      }
    }

    add(box) {
      for (const key of this.#keys(box)) {
        if (!this.#cells.has(key)) this.#cells.set(key, []);
        this.#cells.get(key).push(box);
      }
    }

    isFree(box) {
      for (const key of this.#keys(box)) {
        for (const other of this.#cells.get(key) ?? []) {
          if (box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) {
            return false;
          }
        }
      }
      return true;
    }
  }

  const around = (x, y, r) => ({ left: x - r, top: y - r, right: x + r, bottom: y + r });

  /** Positions to try round a symbol: right, left, above, below, then the corners. */
  function candidates({ x, y, radius }, width, height) {
    const side = radius + GAP;
    const middle = y - height / 2;
    const corner = side * 0.72;
    return [[x + side, middle], [x - side - width, middle], [x - width / 2, y - side - height],
      [x - width / 2, y + side], [x + corner, y - corner - height], [x + corner, y + corner],
      [x - corner - width, y - corner - height], [x - corner - width, y + corner]];
  }

  /** Inside an area: its middle first, then ever farther from it. */
  function within({ x, y }, width, height) {
    const steps = [[0, 0], [0, 22], [0, -22], [0, 36], [0, -36], [width * 0.6, 0], [-width * 0.6, 0], [0, 52], [0, -52]];
    return steps.map(([dx, dy]) => [x - width / 2 + dx, y - height / 2 + dy]);
  }

  function setStyle(ctx, style) {
    ctx.font = style.font;
    if ("letterSpacing" in ctx) ctx.letterSpacing = style.spacing;
  }

  function write(ctx, text, left, top, style) {
    const palette = M.palette();
    Object.assign(ctx, { textBaseline: "top", textAlign: "left", lineJoin: "round", lineWidth: 3.4,
      strokeStyle: palette["map-halo"], fillStyle: palette[style.colour] });
    ctx.globalAlpha = 0.82;
    ctx.strokeText(text, left, top);
    ctx.globalAlpha = style.alpha;
    ctx.fillText(text, left, top);
  }

  function place(ctx, boxes, view, label) {
    const style = STYLES[label.style];
    const text = style.upper ? label.text.toUpperCase() : label.text;
    setStyle(ctx, style);
    const width = ctx.measureText(text).width;
    const tries = (label.centred ? within : candidates)(label, width, style.height);
    for (const [left, top] of tries) {
      const box = { left: left - 1, top: top - 1, right: left + width + 1, bottom: top + style.height + 1 };
      if (!view.holds(left, top) || isCut(box) || !boxes.isFree(box)) continue;
      boxes.add(box);
      write(ctx, text, left, top, style);
      return;
    }
  }

  /** Left, top, right and bottom of what is seen of the map, in pixels of the labels' canvas, which is larger. */
  function windowBox() {
    const corner = M.surfaces.labels.corner();
    const size = M.map.getSize();
    return { left: -corner.x, top: -corner.y, right: size.x - corner.x, bottom: size.y - corner.y };
  }

  /** A name that the edge of the map would cut is worse than none. */
  function isCut(box) {
    const seen = windowBox();
    const out = box.right < seen.left || box.left > seen.right || box.bottom < seen.top || box.top > seen.bottom;
    const inside = box.left >= seen.left && box.right <= seen.right && box.top >= seen.top && box.bottom <= seen.bottom;
    return !out && !inside;
  }

  const isText = (value) => typeof value === "string" && value !== "";
  // a name is drawn on one line and cut where it would cross the map
  const shorten = (text) => (text.length > 48 ? `${text.slice(0, 47)}…` : text).replace(/\s+/g, " ");

  function centreOf(row, view) {
    const { box } = M.project.shapeOf(row);
    return { x: ((box.left + box.right) / 2) * view.scale - view.left,
      y: ((box.top + box.bottom) / 2) * view.scale - view.top,
      width: (box.right - box.left) * view.scale };
  }

  function areaLabels(rows, view, style, least) {
    return rows.map((row) => ({ row, ...centreOf(row, view) })).filter(({ width }) => width >= least)
      .map(({ row, x, y }) => ({ text: row.name, x, y, radius: 0, style, centred: true }));
  }

  function countryLabels(store, anchorOf) {
    return M.areas.countriesInForce(store).map((row) => ({ text: row.name, at: anchorOf(row) }))
      .filter(({ at }) => at).map(({ text, at }) => ({ ...at, text, style: "country", radius: 0, centred: true }));
  }

  function enclaveLabels(store, view, anchorOf) {
    return M.areas.enclavesShown(store).flatMap(({ row }) => {
      const centre = centreOf(row, view);
      const at = { ...centre, ...(centre.width > 400 ? anchorOf(row) : null) };
      if (at.width >= 60) return [{ ...at, text: row.name, style: "enclave", centred: true, radius: 0 }];
      return view.zoom >= 8 ? [{ ...at, text: row.name, style: "hotspot", radius: Math.max(4, at.width / 2) }] : [];
    });
  }

  function hotspotLabels(store, view) {
    const count = M.filters.countBy(store.data, store.result.rows, "hotspot_id");
    return store.data.hotspots.filter((row) => row.lat !== null && (count.has(row.hotspot_id) || view.zoom >= 10))
      .sort((a, b) => (count.get(b.hotspot_id) ?? 0) - (count.get(a.hotspot_id) ?? 0))
      .map((row) => ({ text: row.name, x: view.x(row.lon), y: view.y(row.lat), radius: symbolRadius(store, row, view),
        style: "hotspot" }));
  }

  /** Names stand clear of the incident symbol that covers their point. */
  function symbolRadius(store, row, view) {
    if (!store.layers.incidents) return 4;
    const x = view.x(row.lon);
    const y = view.y(row.lat);
    const over = M.incidentPainter.groups.find((group) => Math.hypot(group.x - x, group.y - y) < group.radius);
    return over ? over.radius + Math.hypot(over.x - x, over.y - y) : 4;
  }

  function placeLabels(store, view) {
    const painter = M.pointPainters.places;
    return painter.layout(view).sort((a, b) => (a.row.rank ?? 9) - (b.row.rank ?? 9))
      .map(({ row, x, y }) => ({ text: row.name, x, y, radius: Math.max(3, symbolRadius(store, row, view)),
        style: (row.rank ?? 9) <= 2 ? "town" : "village" }));
  }

  function labelsOf(store, view) {
    const { layers } = store;
    const anchorOf = M.areaAnchor(store, view);
    const lakes = store.data.lakes.filter((row) => isText(row.name));
    return [
      ...(layers.enclaves ? enclaveLabels(store, view, anchorOf) : []),
      ...(layers.countries ? countryLabels(store, anchorOf) : []),
      ...(layers.hotspots ? hotspotLabels(store, view) : []),
      ...(layers.places ? placeLabels(store, view) : []),
      ...(layers.lakes ? areaLabels(lakes, view, "lake", 50) : []),
    ].filter(({ text }) => isText(text)).map((label) => ({ ...label, text: shorten(label.text) }));
  }

  /** Zoom buttons, scale bar and credits, in pixels of the map's container. */
  function controlBoxes() {
    const origin = M.map.getContainer().getBoundingClientRect();
    return [...M.map.getContainer().querySelectorAll(".leaflet-control")].map((node) => node.getBoundingClientRect())
      .map((r) => [r.left - origin.left, r.top - origin.top, r.width, r.height]);
  }

  function obstacles(store) {
    const boxes = new Boxes();
    const corner = M.surfaces.labels.corner();
    for (const [left, top, width, height] of [...M.panelBoxes(), ...controlBoxes()]) {
      boxes.add({ left: left - corner.x, top: top - corner.y, right: left - corner.x + width,
        bottom: top - corner.y + height });
    }
    if (store.layers.incidents) {
      for (const { x, y, radius } of M.incidentPainter.groups) boxes.add(around(x, y, radius + 1));
    }
    for (const [key, painter] of Object.entries(M.pointPainters)) {
      if (!store.layers[key] || key === "places") continue;
      for (const { x, y, radius } of painter.symbols) boxes.add(around(x, y, radius));
    }
    return boxes;
  }

  M.labelPainter = (store) => ({
    order: 0,
    paint(ctx, view) {
      const boxes = obstacles(store);
      const seen = new Set();
      for (const label of labelsOf(store, view)) {
        if (seen.has(label.text)) continue; // a place may be a town and a hotspot
        seen.add(label.text);
        place(ctx, boxes, view, label);
      }
    },
  });
})();
