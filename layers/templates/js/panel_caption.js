// The sentence that says what is shown; Filters.describe says the same in Python.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  function dates({ start, end }) {
    if (start !== null && end !== null) return `Incidents of ${M.days.range(start, end)}`;
    if (start !== null) return `Incidents since ${M.days.long(start)}`;
    return end === null ? "Incidents of all dates" : `Incidents until ${M.days.long(end)}`;
  }

  /** Up to three names, then how many more: a caption stays one sentence. */
  function names(values, nameOf) {
    const shown = values.slice(0, 3).map(nameOf);
    return shown.join(" or ") + (values.length > 3 ? ` or ${values.length - 3} more` : "");
  }

  function types(data, filters) {
    if (!filters.types.length) return "all types";
    return names(filters.types, (code) => M.kit.lower(M.kit.label(data, "incident_type", code)));
  }

  function rest(data, filters) {
    const name = (map, field) => (id) => map.get(id)?.[field] ?? id;
    return [
      filters.hotspots.length && `at ${names(filters.hotspots, name(data.byId.hotspot, "name"))}`,
      filters.events.length && `in ${names(filters.events, name(data.byId.event, "title"))}`,
      filters.text && `with the words “${filters.text}”`,
      filters.minGeo && `place at least: ${M.kit.lower(M.kit.label(data, "geo_precision", filters.minGeo))}`,
      filters.minConfidence && `confidence at least: ${M.kit.lower(M.kit.label(data, "confidence", filters.minConfidence))}`,
    ].filter(Boolean);
  }

  /** What is chosen and the day of the line, apart, so that the bar can set them apart. */
  function caption(store) {
    const chosen = [dates(store.filters), types(store.data, store.filters), ...rest(store.data, store.filters)];
    return { chosen: chosen.join(", "), line: `line as of ${M.days.label(store.asOfDay())}` };
  }

  M.caption = caption;
})();
