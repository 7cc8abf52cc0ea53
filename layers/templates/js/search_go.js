// Going to what was found: its card opens, the map moves, and a ring shows the spot for a while.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const CLOSE = 11; // zoom at which a place is looked at
  const RING_MS = 6000;
  const NOWHERE = { lat: null, lon: null };
  let ring = null;
  let timer = 0;

  function clearRing() {
    clearTimeout(timer);
    ring?.remove();
    ring = null;
  }

  /** Mark a spot; the ring goes by itself. */
  function showRing(at) {
    clearRing();
    ring = L.marker(at, { interactive: false, keyboard: false,
      icon: L.divIcon({ className: "found-ring", iconSize: [44, 44] }) }).addTo(M.map);
    timer = setTimeout(clearRing, RING_MS);
  }

  function goToPoint(lat, lon) {
    if (lat === null || lat === undefined || Number.isNaN(lat)) return;
    M.map.setView([lat, lon], Math.max(M.map.getZoom(), CLOSE), { animate: false });
    showRing([lat, lon]);
    requestAnimationFrame(() => M.reveal([lat, lon]));
  }

  function goToBox(box) {
    if (box.isValid()) M.map.fitBounds(box, { ...M.mapPadding(), maxZoom: CLOSE + 1, animate: false });
  }

  function boxOfEvent({ data }, id) {
    const box = L.latLngBounds([]);
    data.incidents.col.event_id?.forEach((event, index) => {
      const { lat, lon } = event === id ? data.incidents.place(index) : NOWHERE;
      if (lat !== null) box.extend([lat, lon]);
    });
    return box;
  }

  const GO = {
    incident: (store, { index }) => {
      store.select(index, "search");
      const { lat, lon } = store.data.incidents.place(index);
      goToPoint(lat, lon);
    },
    event: (store, { row }) => {
      store.showFeature({ kind: "event", row }, "search");
      goToBox(boxOfEvent(store, row.event_id));
    },
    enclave: (store, { row }) => {
      store.showFeature({ kind: "enclave", row }, "search");
      goToBox(L.latLngBounds(row.geometry.flat(2)));
    },
    place: (store, { row }) => {
      store.showFeature(null, "search");
      goToPoint(row.lat, row.lon);
    },
    text: (store, { text }) => store.set({ text }),
  };

  /** Go to an entry of the search; what has a card opens it. */
  function go(store, entry) {
    const act = GO[entry.kind];
    if (act) {
      act(store, entry);
      return;
    }
    store.showFeature({ kind: entry.kind, row: entry.row }, "search");
    goToPoint(entry.row.lat, entry.row.lon);
  }

  M.searchGo = Object.freeze({ go });
})();
