// The sentence that says what is shown; Filters.describe says the same in Python.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  function dates({ start, end }) {
    if (start !== null && end !== null) return M.say("caption.range", { days: M.days.range(start, end) });
    if (start !== null) return M.say("caption.since", { day: M.days.long(start) });
    return end === null ? M.say("caption.all") : M.say("caption.until", { day: M.days.long(end) });
  }

  /** Up to three names, then how many more: a caption stays one sentence. */
  function names(values, nameOf) {
    const shown = values.slice(0, 3).map(nameOf);
    const rest = values.length > 3 ? [M.say("caption.more", { n: values.length - 3 })] : [];
    return [...shown, ...rest].join(M.say("caption.or"));
  }

  function types(data, filters) {
    if (!filters.types.length) return M.say("caption.all_types");
    return names(filters.types, (code) => M.kit.lower(M.kit.label(data, "incident_type", code)));
  }

  function rest(data, filters) {
    const name = (map, field) => (id) => map.get(id)?.[field] ?? id;
    return [
      filters.hotspots.length && M.say("caption.at", { names: names(filters.hotspots, name(data.byId.hotspot, "name")) }),
      filters.events.length && M.say("caption.in", { names: names(filters.events, name(data.byId.event, "title")) }),
      filters.sectors.length && M.say("caption.sector", { names: names(filters.sectors, name(data.byId.sector, "name")) }),
      filters.parties.length && M.say("caption.told_by", { names: filters.parties.map(name(data.byId.party, "name")).join(M.say("caption.and")) }),
      filters.text && M.say("caption.words", { text: filters.text }),
      filters.minGeo && M.say("caption.place", { least: M.kit.lower(M.kit.label(data, "geo_precision", filters.minGeo)) }),
      filters.minConfidence && M.say("caption.confidence", { least: M.kit.lower(M.kit.label(data, "confidence", filters.minConfidence)) }),
      filters.disagree && M.say("caption.differ"),
    ].filter(Boolean);
  }

  /** What is chosen and the day of the line, apart, so that the bar can set them apart. */
  function caption(store) {
    const chosen = [dates(store.filters), types(store.data, store.filters), ...rest(store.data, store.filters)];
    return { chosen: chosen.join(", "), line: M.say("caption.line", { day: M.days.label(store.asOfDay()) }) };
  }

  M.caption = caption;
})();
