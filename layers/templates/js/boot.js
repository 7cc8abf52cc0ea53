// Start: decode, build the map that folium describes, show the panels, then listen.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const NO_STREAM = "This browser cannot unpack the map's data; the incidents are listed below instead.";
  const BROKEN = "The map could not be drawn; the incidents are listed below instead.";

  function notice(text) {
    const node = document.getElementById("notice");
    node.textContent = text;
    node.hidden = text === "";
  }

  /** The table for readers without script is markup of ours in which every text was escaped. */
  function showTable(sentence) {
    const table = new DOMParser().parseFromString(document.getElementById("marchland-table").textContent, "text/html");
    document.body.classList.add("no-map");
    document.querySelector("main").append(...table.body.childNodes);
    notice(sentence);
  }

  /** The address' own query wins over what the page was made with, where the page stands alone. */
  function firstQuery(meta) {
    const own = M.isEmbedded ? "" : window.location.search;
    if (own.length <= 1) return { query: meta.generated.query, view: meta.view };
    const given = new URLSearchParams(own);
    return { query: own, view: {
      layers: given.has("layers") ? given.get("layers").split(",").filter(Boolean) : meta.view.layers,
      view: given.get("view"), incident: given.get("incident") ?? "" } };
  }

  function openStore(data, query) {
    try {
      return new M.Store(data, query);
    } catch (error) {
      notice(`${error.message}. The filters of the address were left out.`);
      return new M.Store(data, data.meta.generated.query);
    }
  }

  function openView(store, view) {
    if (view.layers) for (const key of Object.keys(store.layers)) store.setLayer(key, view.layers.includes(key), "init");
    const text = Array.isArray(view.view) ? view.view.join(",") : view.view;
    try {
      if (text) M.showView(text);
      else M.fitIncidents();
    } catch (error) {
      notice(error.message);
      M.fitIncidents();
    }
    const index = store.data.byId.incident.get(view.incident);
    if (index !== undefined) store.select(index, "init");
  }

  /** Keep the address of a page that stands alone equal to what it shows. */
  function keepAddress(store) {
    const write = () => {
      const query = store.address();
      try {
        window.history.replaceState(null, "", query ? `?${query}` : window.location.pathname);
      } catch {
        // a page in memory has no address to keep
      }
    };
    for (const name of ["filter", "layer", "view", "select"]) store.on(name, write);
  }

  /** A panel that fails must not take the map with it. */
  function openPanel(panel, store) {
    try {
      panel(store);
    } catch (error) {
      console.error(error);
    }
  }

  async function start(buildMap) {
    const data = await M.readData();
    const { query, view } = firstQuery(data.meta);
    const store = openStore(data, query);
    M.data = data;
    M.store = store;
    buildMap();
    for (const panel of M.panels) openPanel(panel, store);
    M.map.invalidateSize({ animate: false });
    openView(store, view);
    if (M.isEmbedded) M.connect(store);
    else keepAddress(store);
    document.documentElement.dataset.ready = "true";
  }

  M.boot = (buildMap) => {
    if (typeof DecompressionStream === "undefined") {
      showTable(NO_STREAM);
      return;
    }
    start(buildMap).catch((error) => {
      console.error(error);
      showTable(BROKEN);
    });
  };
})();
