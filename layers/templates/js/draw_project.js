// Geometry in Web Mercator world units (0..1), computed once per row; drawing is then one multiplication.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const MAX_LAT = 85.0511287798;
  const EARTH_M = 40075016.686;
  const cache = new WeakMap();

  const worldX = (lon) => lon / 360 + 0.5;

  function worldY(lat) {
    const clipped = Math.max(-MAX_LAT, Math.min(MAX_LAT, lat));
    const sine = Math.sin((clipped * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }

  const latOf = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

  function toRun(points) {
    const run = new Float64Array(points.length * 2);
    points.forEach(([lat, lon], index) => {
      run[2 * index] = worldX(lon);
      run[2 * index + 1] = worldY(lat);
    });
    return run;
  }

  function boxOf(runs) {
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const run of runs) {
      for (let i = 0; i < run.length; i += 2) {
        box.left = Math.min(box.left, run[i]);
        box.right = Math.max(box.right, run[i]);
        box.top = Math.min(box.top, run[i + 1]);
        box.bottom = Math.max(box.bottom, run[i + 1]);
      }
    }
    return box;
  }

  const isPoint = (item) => typeof item[0] === "number";
  const toRuns = (shape) => (shape.length && isPoint(shape[0]) ? [toRun(shape)] : shape.flatMap(toRuns));

  /** Runs of vertices (lines or rings) of a row, with the box around them. */
  function shapeOf(row) {
    if (!cache.has(row)) {
      const runs = toRuns(row.geometry ?? []);
      cache.set(row, { runs, box: boxOf(runs) });
    }
    return cache.get(row);
  }

  /** Two corners of the box around a row, in degrees. */
  function cornersOf(row) {
    const { left, top, right, bottom } = shapeOf(row).box;
    return left <= right ? [[top, left], [bottom, right]].map(([y, x]) => [latOf(y), (x - 0.5) * 360]) : [];
  }

  /** Metres of ground per pixel at a latitude. */
  const metresPerPixel = (lat, zoom) => (EARTH_M * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom);

  /** What a canvas shows: `left`, `top` are its corner in world pixels, `scale` world pixels per world. */
  class View {
    constructor({ zoom, left, top, width, height }) {
      Object.assign(this, { zoom, left, top, width, height, scale: 256 * 2 ** zoom });
    }

    x(lon) {
      return worldX(lon) * this.scale - this.left;
    }

    y(lat) {
      return worldY(lat) * this.scale - this.top;
    }

    holds(x, y, margin = 0) {
      return x >= -margin && y >= -margin && x <= this.width + margin && y <= this.height + margin;
    }

    shows(box, margin = 0) {
      return box.right * this.scale - this.left >= -margin && box.left * this.scale - this.left <= this.width + margin
        && box.bottom * this.scale - this.top >= -margin && box.top * this.scale - this.top <= this.height + margin;
    }

    /** Add the runs of a row to the current path, leaving out vertices that fall on the last one's pixel. */
    trace(ctx, row, { closed }) {
      const { runs, box } = shapeOf(row);
      if (!this.shows(box, 40)) return false;
      for (const run of runs) this.#traceRun(ctx, run, closed);
      return true;
    }

    #traceRun(ctx, run, closed) {
      let lastX = run[0] * this.scale - this.left;
      let lastY = run[1] * this.scale - this.top;
      ctx.moveTo(lastX, lastY);
      const end = run.length - 2;
      for (let i = 2; i <= end; i += 2) {
        const x = run[i] * this.scale - this.left;
        const y = run[i + 1] * this.scale - this.top;
        if (i < end && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.8) continue;
        ctx.lineTo(x, y);
        lastX = x;
        lastY = y;
      }
      if (closed) ctx.closePath();
    }
  }

  const points = new WeakMap();

  /** World coordinates of the points of the incidents, computed once: {x, y}. */
  function pointsOf(incidents) {
    if (!points.has(incidents)) {
      const { points: n, pointLon, pointLat } = incidents;
      points.set(incidents, { x: M.columns.floats(n, (at) => worldX(pointLon[at])), y: M.columns.floats(n, (at) => worldY(pointLat[at])) });
    }
    return points.get(incidents);
  }

  M.project = Object.freeze({ View, shapeOf, cornersOf, pointsOf, metresPerPixel });
})();
