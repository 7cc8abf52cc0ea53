// Start: decode, build the map that folium describes, show the panels, then listen.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const FEW = 2048; // incidents of which everything is read and built before anything is shown

  /** Say something over the map until it is closed or nothing is left to say. */
  M.notice = (text) => {
    const node = document.getElementById("notice");
    const close = M.kit.button("×", () => M.notice(""), { class: "close", attrs: { "aria-label": M.say("close") } });
    node.replaceChildren(...(text ? [M.dom.el("span", { text }), close] : []));
    node.hidden = text === "";
  };

  /** The table for readers without script is markup of ours in which every text was escaped. */
  function showTable(sentence) {
    const table = new DOMParser().parseFromString(document.getElementById("marchland-table").textContent, "text/html");
    document.body.classList.add("no-map");
    document.querySelector("main").append(...table.body.childNodes);
    M.notice(sentence);
  }

  /** A store with the filters of the page's address, or else with those the page was made with. */
  function openStore(data, query) {
    try {
      return { store: new M.Store(data, query), problems: [] };
    } catch (error) {
      return { store: new M.Store(data, data.meta.generated.query),
        problems: [M.say("address.left_out", { problem: error.message })] };
    }
  }

  /** A panel that fails must not take the map with it. */
  function openPanel(panel, store) {
    try {
      panel(store);
    } catch (error) {
      console.error(error);
    }
  }

  function openThem(panels, store) {
    M.addControls(M.map, store);
    for (const panel of panels) openPanel(panel, store);
  }

  M.openPanels = (store) => store.buildPanels(() => openThem(M.panels, store));

  /** Until the browser has shown what was drawn, or at once where it shows nothing now. */
  const painted = () => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done, 0));
    setTimeout(done, 200);
  });

  /** Map and timeline, before the other panels and the rest of the data; names take longer than all that, and follow. */
  async function drawFirst(store, query) {
    store.buildPanels(() => openPanel(M.timelinePanel, store));
    M.takeRoom();
    try {
      M.showView(new URLSearchParams(query).get("view"), "init");
    } catch {
      M.fitIncidents();
    }
    M.beginPainting({ names: false });
    await painted();
    performance.mark("marchland-drawn");
    M.beginPainting();
  }

  async function start(buildMap) {
    const data = await M.readData();
    const rest = data.incidents.readRest();
    const opened = M.address.own() || data.meta.generated.address;
    const query = M.address.expand(data, opened); // a step alone means all that it shows
    M.speakFirst(data, new URLSearchParams(query).get("lang") ?? M.address.firstLanguage(data));
    const isFew = data.incidents.n <= FEW;
    if (isFew || new URLSearchParams(query).get("q")) {
      await rest;
      await data.incidents.texts.loadAll();
    }
    const { store, problems } = openStore(data, query);
    M.data = data;
    M.store = store;
    buildMap();
    if (!isFew) await drawFirst(store, query);
    await rest;
    M.nameIncidents(data);
    store.firstLayers = store.layersOn().join(",");
    if (isFew) M.openPanels(store);
    else store.addPanels(() => openThem(M.panels.filter((panel) => panel !== M.timelinePanel), store));
    M.map.invalidateSize({ animate: false });
    problems.push(...M.address.openView(store, query, "init"));
    M.beginPainting();
    if (query !== opened) M.stories.settle(M.stories.find(data, store.storyStep));
    if (data.incidents.textsLeftOut) problems.push(M.say("no_notes.page"));
    if (problems.length) M.notice(problems.join(" "));
    if (M.isEmbedded) M.connect(store);
    else M.address.keep(store);
    document.documentElement.dataset.ready = "true";
    performance.mark("marchland-ready");
  }

  M.boot = (buildMap) => {
    if (typeof DecompressionStream === "undefined") {
      showTable(M.say("no_stream"));
      return;
    }
    start(buildMap).catch((error) => {
      console.error(error);
      showTable(M.say("broken"));
    });
  };
})();
