// Columns of the incidents, each as it was written and read only when it is asked for.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  /** Numbers by their place. A loop: `Float64Array.from` with a function takes several times as long. */
  function floats(n, at) {
    const values = new Float64Array(n);
    for (let i = 0; i < n; i += 1) values[i] = at(i);
    return values;
  }

  /** Set a field whose name comes from data: `__proto__` is a name like any other. */
  function setOwn(row, name, value) {
    if (name !== "__proto__") row[name] = value; // many times quicker
    else Object.defineProperty(row, name, { value, enumerable: true, writable: true, configurable: true });
  }

  /** Points of the rows: `point` of each row, -1 for none, and the degrees of each point. */
  function readPoints(body, spec, n) {
    const codes = M.codec.whole(body, spec.row, n);
    const none = M.codec.missing(body, spec.row, n);
    const point = new Int32Array(n);
    let newest = -1;
    for (let i = 0; i < n; i += 1) {
      if (none?.[i]) point[i] = -1;
      else point[i] = codes[i] === 0 ? (newest += 1) : codes[i] - 1;
    }
    const degrees = (axis) => {
      const units = M.codec.whole(body, spec[axis], spec.n);
      return floats(spec.n, (i) => (units[i] * spec.step) / 1e5);
    };
    return { point, count: spec.n, lat: degrees("lat"), lon: degrees("lon") };
  }

  class Column {
    #array = null;
    #coded = null;
    #numbers = null;

    constructor(table, name, spec, body) {
      Object.assign(this, { table, name, spec, body });
    }

    /** The value of a row; null is missing. */
    at(index) {
      return this.letters(this.plain(index), index);
    }

    /** Words of other columns of the row put back for the letters that stand for them. */
    letters(text, index) {
      const { letters } = this.spec;
      if (!letters || !text) return text;
      this.marks ??= new RegExp(`[${Object.keys(letters).map((letter) => `\\${letter}`).join("")}]`, "g");
      return text.replace(this.marks, (letter) => this.table.columns.get(letters[letter]).at(index) ?? "");
    }

    /** All values, as a list that is kept. */
    array() {
      this.#array ??= Array.from({ length: this.table.n }, (_, index) => this.at(index));
      return this.#array;
    }

    /** Codes into a list of distinct values, which may have null: {codes, values}. */
    coded() {
      this.#coded ??= this.code();
      return this.#coded;
    }

    code() {
      const seen = new Map();
      const codes = new Int32Array(this.table.n);
      for (let i = 0; i < codes.length; i += 1) {
        const value = this.at(i);
        if (!seen.has(value)) seen.set(value, seen.size);
        codes[i] = seen.get(value);
      }
      return { codes, values: [...seen.keys()] };
    }

    /** Numbers, NaN where there is none. */
    numbers() {
      this.#numbers ??= floats(this.table.n, (i) => { const value = this.at(i); return typeof value === "number" ? value : NaN; });
      return this.#numbers;
    }

    /** The row that has a value, or undefined. */
    find(value) {
      this.rows ??= new Map(this.array().map((one, index) => [one, index]));
      return this.rows.get(value);
    }

    /** Numbers of rows, from those of points where they are given per point. */
    spread(values, none) {
      if (!this.spec.by_point) return values;
      const { point, n } = this.table;
      const spread = values instanceof Float64Array ? new Float64Array(n) : new Int32Array(n);
      for (let i = 0; i < n; i += 1) spread[i] = point[i] < 0 ? none : values[point[i]];
      return spread;
    }

    get count() {
      return this.spec.by_point ? this.table.points : this.table.n;
    }
  }

  class OneColumn extends Column {
    plain() {
      return this.spec.value;
    }

    code() {
      return { codes: new Uint8Array(this.table.n), values: [this.spec.value] };
    }
  }

  class CodesColumn extends Column {
    #codes = null;

    get codes() {
      const { spec, body, count } = this;
      this.#codes ??= this.spread(M.codec.whole(body, spec.codes, count), spec.none);
      return this.#codes;
    }

    plain(index) {
      return this.spec.values[this.codes[index]];
    }

    code() {
      return this.spec.letters ? super.code() : { codes: this.codes, values: this.spec.values };
    }
  }

  class WholeColumn extends Column {
    #whole = null;
    #missing = null;

    /** Whole numbers as they are written; 0 where there is none. */
    get whole() {
      if (this.#whole) return this.#whole;
      const { spec, body, count, table } = this;
      const values = this.spread(M.codec.whole(body, spec.whole, count, (name) => table.wholeOf(name)), 0);
      const missing = this.missing;
      this.#whole = values;
      if (missing) {
        this.#whole = values.slice();
        for (let i = 0; i < missing.length; i += 1) if (missing[i]) this.#whole[i] = 0;
      }
      return this.#whole;
    }

    /** A byte per row that is 1 where there is no number; null where all are known. */
    get missing() {
      if (this.#missing !== null) return this.#missing || null;
      const { spec, body, count, table } = this;
      const own = M.codec.missing(body, spec.whole, count);
      this.#missing = own ?? false;
      if (spec.by_point) {
        this.#missing = Uint8Array.from(table.point, (point) => (point < 0 || own?.[point] ? 1 : 0));
      }
      return this.#missing || null;
    }

    plain(index) {
      if (this.missing?.[index]) return null;
      const { spec } = this;
      const number = this.whole[index];
      if (spec.days) return M.days.toISO(number);
      return spec.prefix === undefined ? number / 10 ** spec.decimals : spec.prefix + number;
    }

    numbers() {
      if (this.spec.decimals === undefined) return super.numbers();
      const { whole, missing } = this;
      const factor = 10 ** this.spec.decimals;
      this.asNumbers ??= floats(whole.length, (i) => (missing?.[i] ? NaN : whole[i] / factor));
      return this.asNumbers;
    }

    /** Days, NONE where there is none. */
    days() {
      const { whole, missing } = this;
      const days = Int32Array.from(whole);
      if (missing) for (let i = 0; i < days.length; i += 1) if (missing[i]) days[i] = M.days.NONE;
      return days;
    }

    find(value) {
      const { prefix } = this.spec;
      if (prefix === undefined || typeof value !== "string" || !value.startsWith(prefix)) return undefined;
      this.places ??= new Map(Array.from(this.whole, (number, index) => [number, index]));
      const at = this.places.get(Number(value.slice(prefix.length)));
      return at !== undefined && this.at(at) === value ? at : undefined;
    }
  }

  class TextsColumn extends Column {
    plain(index) {
      return this.spec.values[index];
    }
  }

  class LongColumn extends Column {
    plain(index) {
      return this.table.texts.peek(this.name, index);
    }

    array() {
      return Array.from({ length: this.table.n }, (_, index) => this.at(index)); // not kept: more may be read by now
    }
  }

  const KINDS = { one: OneColumn, codes: CodesColumn, whole: WholeColumn, texts: TextsColumn, long: LongColumn };

  M.columns = Object.freeze({ floats, setOwn, readPoints, read: (table, name, spec, body) => new KINDS[spec.kind](table, name, spec, body) });
})();
