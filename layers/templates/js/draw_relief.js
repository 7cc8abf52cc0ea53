// Pictures under the drawing: relief from the data block, and online tiles where the reader asks for them.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  function reliefUrl({ base64, type }) {
    return URL.createObjectURL(new Blob([M.codec.fromBase64(base64)], { type }));
  }

  const SHARP_ZOOM = 10; // beyond it one sees the relief's own cells, so it fades
  const opacityAt = (zoom) => Number(M.palette()["relief-alpha"]) * Math.max(0.3, 1 - 0.22 * Math.max(0, zoom - SHARP_ZOOM));

  M.drawers.relief = (store) => {
    const { relief } = store.data;
    if (!relief) return L.layerGroup();
    const [west, south, east, north] = relief.bounds;
    const overlay = L.imageOverlay(reliefUrl(relief), [[south, west], [north, east]], { pane: "relief",
      opacity: opacityAt(M.map.getZoom()), className: "relief", interactive: false });
    const fade = () => overlay.setOpacity(opacityAt(M.map.getZoom()));
    M.map.on("zoomend", fade);
    M.palette.onChange(fade);
    return overlay;
  };


  M.drawers.tiles = (store) => {
    const { tiles } = store.data.meta;
    if (!tiles) return L.layerGroup();
    const layer = L.tileLayer(tiles.url, { pane: "tiles", subdomains: tiles.subdomains, maxNativeZoom: tiles.max_zoom,
      maxZoom: 19, crossOrigin: false, referrerPolicy: "no-referrer" });
    layer.on("tileerror", () => {
      if (!store.tiles.failed) store.noteTiles({ failed: true, message: M.say("layers.tiles_gone") });
    });
    layer.on("tileload remove", () => {
      if (store.tiles.failed) store.noteTiles({ failed: false, message: "" });
    });
    const mark = (on) => () => M.map.getContainer().classList.toggle("tiles-on", on);
    layer.on("add", mark(true)).on("remove", mark(false));
    return layer;
  };
})();
