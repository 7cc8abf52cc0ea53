// Many incidents in view are drawn as dots: one whole number per pixel keeps the last row drawn there, from which a chain
// leads to all others; it is the hit index as well. Then each taken pixel gets a disc in one picture.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const KINDS = { exact: 1, place: 1, near: 2 }; // anything else is vague
  const VAGUE = 3;
  const STRENGTH = { 1: 190, 2: 120, 3: 120 }; // of 255; discs over each other add up

  /** Radius in pixels of the map: smaller where there are more. */
  function radiusFor(taken) {
    if (taken < 3000) return 3.4;
    if (taken < 20000) return 2.6;
    return taken < 80000 ? 2 : 1.5;
  }

  const kinds = new WeakMap();

  /** How precisely each incident's place is known, as a small number. */
  function kindsOf(incidents) {
    if (!kinds.has(incidents)) {
      const { codes, values } = incidents.coded("geo_precision");
      const byCode = values.map((value) => KINDS[value] ?? VAGUE);
      const standIn = incidents.coded("stand_in");
      const isStandIn = standIn.values.map((value) => value === true);
      const all = new Uint8Array(incidents.n);
      for (let row = 0; row < all.length; row += 1) all[row] = isStandIn[standIn.codes[row]] ? VAGUE : byCode[codes[row]];
      kinds.set(incidents, all);
    }
    return kinds.get(incidents);
  }

  /** A disc, or a ring for a vague place, as steps from its middle with what each adds to a pixel's opacity. */
  function stamp(radius, width, kind) {
    const steps = [];
    const reach = Math.ceil(radius);
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const away = Math.hypot(dx, dy);
        const edge = Math.max(0, Math.min(1, radius + 0.5 - away));
        const hole = kind === VAGUE && radius > 2 ? Math.max(0, Math.min(1, radius - 0.9 - away)) : 0;
        const adds = Math.round(STRENGTH[kind] * (edge - hole));
        if (adds > 0) steps.push({ at: dy * width + dx, adds });
      }
    }
    return { reach, at: Int32Array.from(steps, (step) => step.at), adds: Uint8Array.from(steps, (step) => step.adds) };
  }

  /** A colour as a little-endian pixel without opacity. */
  function pixelOf(colour) {
    const hex = /^#(..)(..)(..)$/.exec(colour.trim());
    const [red, green, blue] = hex ? hex.slice(1).map((two) => parseInt(two, 16)) : [180, 71, 31];
    return red | (green << 8) | (blue << 16);
  }

  class Dots {
    #cells = new Int32Array(0); // the last row at each pixel, and 1
    #kinds = new Uint8Array(0); // the most precise kind at each pixel
    #next = new Int32Array(0); // of each row, the row drawn before at its pixel, and 1
    #taken = new Int32Array(0);
    #count = 0;
    #sheet = document.createElement("canvas");
    #sheetContext = this.#sheet.getContext("2d");

    constructor(incidents) {
      this.incidents = incidents;
      this.radius = 0;
    }

    /** Start anew for a view. */
    clear(view) {
      this.width = Math.ceil(view.width);
      this.height = Math.ceil(view.height);
      const size = this.width * this.height;
      if (this.#cells.length === size) for (let at = 0; at < this.#count; at += 1) this.#kinds[this.#taken[at]] = 0;
      else [this.#cells, this.#kinds, this.#taken] = [new Int32Array(size), new Uint8Array(size), new Int32Array(size)];
      if (!this.#next.length) this.#next = new Int32Array(this.incidents.n);
      this.#count = 0;
    }

    /** Put rows into the pixels they fall on, between two edges of the canvas. */
    add(rows, view, from = 0, to = this.width) {
      const { point } = this.incidents;
      const { x, y } = M.project.pointsOf(this.incidents);
      const precision = kindsOf(this.incidents);
      const [cells, best, next, taken] = [this.#cells, this.#kinds, this.#next, this.#taken];
      const { scale, left, top } = view;
      const { width, height } = this;
      let count = this.#count;
      for (let i = 0; i < rows.length; i += 1) {
        const row = rows[i];
        const at = point[row];
        if (at < 0) continue;
        const column = Math.floor(x[at] * scale - left);
        const line = Math.floor(y[at] * scale - top);
        if (column < from || column >= to || line < 0 || line >= height) continue;
        const pixel = line * width + column;
        const kind = precision[row];
        if (best[pixel] === 0) {
          taken[count] = pixel;
          count += 1;
          next[row] = 0;
          best[pixel] = kind;
        } else {
          next[row] = cells[pixel];
          if (kind < best[pixel]) best[pixel] = kind;
        }
        cells[pixel] = row + 1;
      }
      this.#count = count;
    }

    /** Pixels that hold an incident, as they were taken: positions in a canvas of `width`. */
    get taken() {
      return this.#taken.subarray(0, this.#count);
    }

    /** Stamp a disc at each taken pixel and put the picture onto a canvas. */
    paint(ctx, view, colour) {
      const ratio = ctx.canvas.width / view.width;
      const width = Math.ceil(this.width * ratio);
      const height = Math.ceil(this.height * ratio);
      if (!this.#count) return;
      if (this.#sheet.width !== width || this.#sheet.height !== height) {
        Object.assign(this.#sheet, { width, height });
        this.image = new ImageData(width, height);
        this.pixels = new Uint32Array(this.image.data.buffer);
      } else this.pixels.fill(0);
      this.radius = radiusFor(this.#count);
      this.#stamp(width, height, ratio, pixelOf(colour));
      this.#sheetContext.putImageData(this.image, 0, 0);
      ctx.drawImage(this.#sheet, 0, 0, width / ratio, height / ratio);
    }

    #stamp(width, height, ratio, rgb) {
      const stamps = [1, 2, VAGUE].map((kind) => stamp(this.radius * ratio, width, kind));
      const { pixels } = this;
      for (let i = 0; i < this.#count; i += 1) {
        const pixel = this.#taken[i];
        const line = Math.floor(pixel / this.width);
        const y = Math.round((line + 0.5) * ratio - 0.5);
        const x = Math.round((pixel - line * this.width + 0.5) * ratio - 0.5);
        const { reach, at, adds } = stamps[this.#kinds[pixel] - 1];
        if (x < reach || y < reach || x >= width - reach || y >= height - reach) continue; // beyond the map's edge
        const middle = y * width + x;
        for (let step = 0; step < at.length; step += 1) {
          const where = middle + at[step];
          const opacity = (pixels[where] >>> 24) + adds[step];
          pixels[where] = rgb | ((opacity > 255 ? 255 : opacity) << 24);
        }
      }
    }

    /** Rows at the taken pixel that is nearest to a point of the canvas, in order of date; null where none is near. */
    pick(x, y, slack) {
      const far = Math.max(this.radius, 2) + slack;
      let nearest = -1;
      let least = far * far;
      for (let line = Math.max(0, Math.floor(y - far)); line <= Math.min(this.height - 1, y + far); line += 1) {
        for (let column = Math.max(0, Math.floor(x - far)); column <= Math.min(this.width - 1, x + far); column += 1) {
          const away = (column + 0.5 - x) ** 2 + (line + 0.5 - y) ** 2;
          if (away > least || !this.#kinds[line * this.width + column]) continue;
          least = away;
          nearest = line * this.width + column;
        }
      }
      return nearest < 0 ? null : this.rowsAt(nearest);
    }

    rowsAt(pixel) {
      const rows = [];
      if (this.#kinds[pixel]) for (let row = this.#cells[pixel] - 1; row >= 0; row = this.#next[row] - 1) rows.push(row);
      return rows.reverse();
    }
  }

  M.Dots = Dots;
})();
