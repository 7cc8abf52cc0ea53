// A note on the map while a lens, a zone or a second period changes what the symbols mean.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  function lensNote({ data, filters }) {
    const measure = M.lens.measureDrawn(filters);
    if (!measure) return null;
    return M.say("lens.note", { measure: M.kit.lower(M.say(`lens.measures.${measure}`)), who: M.lens.nameOf(data, filters.lens) });
  }

  function zoneNote(store) {
    const { zoneKm } = store.filters;
    const zone = zoneKm ? M.zone.report(store) : null;
    if (!zone) return null;
    return M.say("zone.note", { km: zoneKm, inside: zone.inside, shown: zone.shown });
  }

  const dotsNote = () => (M.incidentPainter?.isDots ? M.say("legend.dots") : null);

  /** Sentences on what the map shows beyond plain counts; none for most choices. */
  M.mapNotes = (store) => [dotsNote(), lensNote(store), zoneNote(store)].filter(Boolean);
})();
