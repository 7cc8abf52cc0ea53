// The incidents: in order of their first day, the undated last, as columns that are read when they are asked for.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const block = (name) => document.getElementById(`marchland-${name}`)?.textContent.trim();

  /** Wait until a block is here whole: the browser hands out what it has read of it, but nothing follows it yet. */
  async function closed(name) {
    if (document.readyState !== "loading" || document.getElementById(`marchland-${name}`)?.nextSibling) return;
    await new Promise((done) => { document.addEventListener("DOMContentLoaded", done, { once: true }); });
  }

  class Incidents {
    #order;
    #zones = {};
    #whole = new Map(); // columns that others are written as differences from

    constructor({ head, body }) {
      const points = M.columns.readPoints(body, head.points, head.n);
      this.n = head.n;
      this.points = points.count;
      this.point = points.point;
      this.pointLat = points.lat;
      this.pointLon = points.lon;
      this.columns = new Map(); // a Map, because a column may be called __proto__
      this.col = Object.create(null); // every column as a list, made when it is first asked for
      this.texts = new M.Texts({ names: [], rows: 1, blocks: 0, part: 1 });
      this.textsLeftOut = false; // long texts that the dossier has and the page does not
      this.#order = head.order;
      const [first, last] = ["first_day", "last_day"].map((name, at) => this.#read(name, head.days[at], body));
      this.firstDay = first.days();
      this.lastDay = last.days();
      this.#add(head.columns, body);
    }

    #read(name, spec, body) {
      const column = M.columns.read(this, name, spec, body);
      this.#whole.set(name, column);
      return column;
    }

    wholeOf(name) {
      return this.#whole.get(name).whole;
    }

    #add(columns, body) {
      for (const [name, spec] of columns) this.setColumn(name, this.#read(name, spec, body));
    }

    /** Put a column in the place of another: anything that has at(), array() and coded(). */
    setColumn(name, column) {
      this.columns.set(name, column);
      Object.defineProperty(this.col, name, { get: () => column.array(), enumerable: true, configurable: true });
    }

    /** Read the columns that are not needed to draw. */
    async readRest() {
      await closed("rest");
      const { head, body } = await M.codec.open(block("rest"));
      for (const [drawing, spec] of Object.entries(head.zones)) this.#zones[drawing] = this.#read(`zone ${drawing}`, spec, body);
      this.textsLeftOut = document.documentElement.dataset.notes === "left-out";
      const long = this.textsLeftOut ? [] : head.long;
      this.texts = new M.Texts({ names: long, rows: head.block_rows, part: head.blocks_a_part,
        blocks: long.length ? Math.ceil(this.n / head.block_rows) : 0 });
      this.#add(head.columns, body);
      const read = this.columns;
      this.columns = new Map([...this.#order, ...read.keys()].map((name) => [name, read.get(name)]));
    }

    /** Degrees of a row: {lat, lon}, null where it has no place. */
    place(index) {
      const at = this.point[index];
      return at < 0 ? { lat: null, lon: null } : { lat: this.pointLat[at], lon: this.pointLon[at] };
    }

    /** Metres of each incident from the line of a drawing. */
    metres(drawing) {
      return this.#zones[drawing]?.numbers() ?? new Float64Array(this.n).fill(NaN);
    }

    /** Codes and values of a column; a column that is not there is missing in every row. */
    coded(name) {
      return this.columns.get(name)?.coded() ?? { codes: new Uint8Array(this.n), values: [null] };
    }

    find(id) {
      return this.columns.get("incident_id")?.find(id);
    }

    /** One incident as an object; long texts are null until they have been read. */
    row(index) {
      const row = {};
      for (const [name, column] of this.columns) M.columns.setOwn(row, name, column.at(index) ?? null);
      return Object.assign(row, { index, ...this.place(index), firstDay: this.firstDay[index], lastDay: this.lastDay[index] });
    }
  }

  M.Incidents = Incidents;
})();
