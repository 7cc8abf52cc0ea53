// The dossier arrives deflated in one inert block; here it becomes columns, rows and look-ups.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const DEGREES = 1e-5; // one unit of a quantised coordinate
  const ROW_TABLES = ["events", "hotspots", "enclaves", "boundaries", "countries", "boundary_status", "crossings",
    "crossing_status", "milestones", "damage", "places", "lakes", "coverage", "delimitation", "claims", "accounts",
    "sources", "drawing_difference"];

  /** A column is plain values, or codes into a list of values (-1 is missing). */
  function decodeColumn(column) {
    if (Array.isArray(column)) return column;
    return column.codes.map((code) => (code < 0 ? null : column.values[code]));
  }

  function decodeColumns(table) {
    const columns = new Map(); // a Map, because a column may be called __proto__
    for (const [name, column] of table.columns) columns.set(name, decodeColumn(column));
    return columns;
  }

  function undelta(numbers) {
    const points = new Array(numbers.length / 2);
    let lat = 0;
    let lon = 0;
    for (let i = 0; i < points.length; i += 1) {
      lat += numbers[2 * i];
      lon += numbers[2 * i + 1];
      points[i] = [lat * DEGREES, lon * DEGREES];
    }
    return points;
  }

  function decodeShape(shape) {
    return typeof shape[0] === "number" ? undelta(shape) : shape.map(decodeShape);
  }

  function rowAt(columns, index) {
    const row = {};
    for (const [name, values] of columns) M.columns.setOwn(row, name, values[index] ?? null);
    return row;
  }

  function decodeRows(table) {
    if (!table) return [];
    const columns = decodeColumns(table);
    return Array.from({ length: table.n }, (_, index) => {
      const row = rowAt(columns, index);
      if (table.shapes) row.geometry = decodeShape(table.shapes[index] ?? []);
      if (table.lat) {
        row.lat = table.lat[index] === null ? null : table.lat[index] * DEGREES;
        row.lon = table.lon[index] === null ? null : table.lon[index] * DEGREES;
      }
      return row;
    });
  }

  const indexBy = (rows, key) => new Map(rows.map((row) => [row[key], row]));

  function groupBy(rows, key) {
    const groups = new Map();
    for (const row of rows) {
      if (!groups.has(row[key])) groups.set(row[key], []);
      groups.get(row[key]).push(row);
    }
    return (id) => groups.get(id) ?? [];
  }

  /** Zones by drawing: metres of each incident and place, areas by width, shapes as rows that can be traced. */
  function decodeZones(raw, incidents) {
    const drawings = new Map(Object.entries(raw?.drawings ?? {}).map(([id, one]) => [id, { ...one,
      get incidents() { return incidents.metres(id); },
      places: Float64Array.from(one.places, (metres) => metres ?? NaN),
      shapes: one.shapes.map((shape) => ({ geometry: decodeShape(shape) })) }]));
    return { widths: raw?.widths ?? [], errorPercent: raw?.error_percent ?? null, drawings };
  }

  /** Give an object fields of which each is made when it is first asked for. */
  function setLazily(object, makers) {
    const set = (name, value) => Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
    for (const [name, make] of Object.entries(makers)) {
      Object.defineProperty(object, name, { get: () => { set(name, make()); return object[name]; }, set: (value) => set(name, value),
        enumerable: true, configurable: true });
    }
    return object;
  }

  /** Only few tables are asked before the first drawing. */
  function build(raw, incidents) {
    const data = { meta: raw.meta, relief: raw.relief ?? null, stories: raw.stories ?? [], incidents,
      incident: (index) => incidents.row(index) };
    setLazily(data, Object.fromEntries(ROW_TABLES.map((name) => [name, () => decodeRows(raw.tables[name])])));
    data.byId = setLazily({ incident: { get: (id) => incidents.find(id), has: (id) => incidents.find(id) !== undefined } }, {
      event: () => indexBy(data.events, "event_id"),
      hotspot: () => indexBy(data.hotspots, "hotspot_id"),
      sector: () => indexBy(data.boundaries, "sector_id"),
      source: () => indexBy(data.sources, "source_id"),
      claimant: () => indexBy(raw.meta.claimants, "id"),
      party: () => indexBy(raw.meta.parties, "id"),
    });
    return setLazily(data, {
      zones: () => decodeZones(raw.zones, incidents),
      claimsOf: () => groupBy(data.claims, "subject_id"),
      accountsOf: () => groupBy(data.accounts, "subject_id"),
    });
  }

  const block = (name) => document.getElementById(`marchland-${name}`).textContent.trim();

  /** Read what is needed to draw; rejects where the browser cannot inflate it. The incidents' other columns come
   * with `incidents.readRest()`. */
  async function read() {
    const [raw, first] = await Promise.all([M.codec.inflateJSON(block("data")), M.codec.open(block("incidents"))]);
    return build(raw, new M.Incidents(first));
  }

  M.readData = read;
})();
