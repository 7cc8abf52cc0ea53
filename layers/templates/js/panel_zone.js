// The what-if zone of the side panel: its width, and what it holds.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { number } = M.kit;
  const MOST_NAMED = 8;

  function widthInputs(store, alert) {
    const set = (text) => M.fields.attempt(() => store.set({ zoneKm: Number(text) > 0 ? Number(text) : null }), alert);
    const slider = el("input", { attrs: { type: "range", min: 0, max: M.zone.MOST_KM, step: 1, name: "zone_slider", "aria-label": M.say("zone.width") } });
    const exact = el("input", { attrs: { type: "number", name: "zone_km", "data-filter": "zoneKm", min: 0, max: M.zone.MOST_KM, step: "any",
      placeholder: M.say("zone.none"), "aria-label": M.say("zone.width") } });
    slider.addEventListener("input", () => set(slider.value));
    exact.addEventListener("change", () => set(exact.value));
    const refresh = () => {
      slider.value = store.filters.zoneKm ?? 0;
      exact.value = store.filters.zoneKm ?? "";
      slider.setAttribute("aria-valuetext", M.say("zone.km", { km: Number(slider.value) }));
    };
    return { node: el("div", { class: "zone-width" }, slider, exact, el("span", { text: M.say("units.km_sign") })), refresh };
  }

  /** A side in the dossier's words, a third state by the name on the map. */
  function sideName(data, iso3) {
    const name = M.cardParts.partyName(data, iso3);
    return name === iso3 ? M.kit.label(data, "party", iso3) : name;
  }

  function areas(store, zone) {
    if (!zone.areas) return M.say("zone.stored", { widths: store.data.zones.widths.join(", ") });
    return zone.areas.map(({ iso3, km2 }) => el("span", { class: "block",
      text: M.say("zone.area", { side: sideName(store.data, iso3), km2: Math.round(km2) }) }));
  }

  function places(zone) {
    const named = zone.rows.slice(0, MOST_NAMED).map((row) => (row.population === null ? row.name : `${row.name} (${number(row.population)})`));
    const rest = zone.rows.length - named.length;
    return [M.say("zone.people", { n: zone.places, people: zone.population }),
      zone.placesUncounted ? el("span", { class: "note block", text: M.say("zone.uncounted", { n: zone.placesUncounted }) }) : null,
      named.length ? el("span", { class: "note block", text: named.join(", ") + (rest > 0 ? ` ${M.say("zone.more", { n: rest })}` : "") }) : null];
  }

  function report(store) {
    const zone = M.zone.report(store);
    if (!zone) return [el("p", { class: "note", text: M.say("zone.no_line") })];
    if (!store.filters.zoneKm) return [M.zoneCurve(store), el("p", { class: "note", text: M.say("zone.curve_note") })];
    const share = zone.share === null ? M.dom.EN_DASH : `${number(100 * zone.share)} %`;
    const drawing = store.data.meta.drawings.find(({ id }) => id === zone.drawing);
    return [M.cardParts.facts([
      [M.say("zone.incidents"), [M.say("zone.inside", { n: zone.inside, shown: zone.shown, share }),
        el("span", { class: "note block", text: M.say("zone.sure", { sure: zone.sure, perhaps: zone.perhaps }) }),
        zone.shown > zone.located ? el("span", { class: "note block", text: M.say("zone.unlocated", { n: zone.shown - zone.located }) }) : null]],
      [M.say("zone.places"), places(zone)], [M.say("zone.areas"), areas(store, zone)]]),
    M.zoneCurve(store), el("p", { class: "note", text: M.say("zone.what", { drawing: drawing?.title ?? zone.drawing, error: store.data.zones.errorPercent }) })];
  }

  M.buildZone = (store) => {
    const alert = M.fields.alert();
    const width = widthInputs(store, alert);
    const out = el("div", { class: "zone-report", attrs: { role: "status" } });
    let box = null;
    const refresh = () => {
      width.refresh();
      if (!box?.open) return; // what is not seen need not be counted
      M.dom.clear(out).append(...report(store).filter(Boolean));
    };
    store.on("filter", refresh);
    const words = () => (store.filters.zoneKm ? M.say("zone.km", { km: store.filters.zoneKm }) : M.say("zone.none"));
    return { body: [width.node, alert, out], words, active: () => Boolean(store.filters.zoneKm),
      opened: (details) => { box = details; refresh(); } };
  };
})();
