// What a zone around the line holds: counted from the stored distances, as geo.scenario counts it in Python.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const MOST_KM = 20;

  /** Zones of the drawing in force on the day shown, or null where the dossier has none. */
  const current = (store) => store.data.zones.drawings.get(store.drawing()) ?? null;

  function countIncidents(store, zone, edge) {
    const { point, columns } = store.data.incidents;
    const unsure = columns.get("uncertainty_m")?.numbers() ?? [];
    const metres = zone.incidents;
    const counts = { shown: 0, located: 0, inside: 0, sure: 0, perhaps: 0 };
    for (const index of store.result.rows) {
      counts.shown += 1;
      counts.located += point[index] < 0 ? 0 : 1;
      const away = metres[index];
      const radius = unsure[index] >= 0 ? unsure[index] : Infinity;
      if (away <= edge) {
        counts.inside += 1;
        if (away + radius <= edge) counts.sure += 1;
      } else if (away - radius <= edge) counts.perhaps += 1;
    }
    return counts;
  }

  /** Populated places in the zone, the largest first; unknown populations are not counted as people. */
  function placesIn(store, zone, edge) {
    return store.data.places.filter((_, index) => zone.places[index] <= edge)
      .toSorted((a, b) => (b.population ?? -1) - (a.population ?? -1));
  }

  /** Areas on each side of a stored width, or null. */
  function areasOf(store, zone, widthKm) {
    const at = store.data.zones.widths.indexOf(widthKm);
    return at < 0 ? null : zone.areas[at].map(([iso3, km2]) => ({ iso3, km2 }));
  }

  /** Everything that is said of the zone of a width; null without a line. */
  function report(store, widthKm = store.filters.zoneKm ?? 0) {
    const zone = current(store);
    if (!zone) return null;
    const edge = widthKm * 1000;
    const counts = countIncidents(store, zone, edge);
    const rows = placesIn(store, zone, edge);
    return { widthKm, drawing: store.drawing(), ...counts, share: counts.shown ? counts.inside / counts.shown : null,
      rows, places: rows.length, population: rows.reduce((sum, row) => sum + (row.population ?? 0), 0),
      placesUncounted: rows.filter((row) => row.population === null).length, areas: areasOf(store, zone, widthKm) };
  }

  /** Shown incidents inside, for each width given in km. */
  function curve(store, widths) {
    const zone = current(store);
    if (!zone) return widths.map(() => 0);
    const metres = zone.incidents;
    const away = Float64Array.from(store.result.rows, (index) => metres[index]).sort(); // NaN comes last
    return widths.map((width) => M.filters.lowerBound(away.length, (at) => (Number.isNaN(away[at]) ? Infinity : away[at]), width * 1000 + 0.5));
  }

  /** The stored shape of the zone chosen as a row that can be traced; null for a width that is not stored. */
  function shape(store) {
    const at = store.data.zones.widths.indexOf(store.filters.zoneKm);
    return at < 0 ? null : current(store)?.shapes[at] ?? null;
  }

  M.zone = Object.freeze({ report, curve, shape, MOST_KM });
})();
