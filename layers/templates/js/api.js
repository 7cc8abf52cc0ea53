// How a script, a test or the page around this one talks to the map.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  function getState() {
    const { store } = M;
    const { visible, total, undated, unlocated } = store.result.counts;
    return { query: store.query(), visible, total, undated, unlocated, layers: { ...store.layers } };
  }

  function visibleIds() {
    const { point, columns } = M.store.data.incidents;
    const ids = Array.from(M.store.result.rows.filter((index) => point[index] >= 0), (index) => columns.get("incident_id").at(index));
    return ids.sort((a, b) => (a < b ? -1 : Number(a > b)));
  }

  /** Set all filters from a query string; throws a sentence, and changes nothing, when it cannot be meant. */
  function setFilter(query, origin = "api") {
    M.store.setQuery(query, origin);
    return getState();
  }

  function setLayers(keys) {
    for (const key of Object.keys(M.store.layers)) M.store.setLayer(key, keys.includes(key), "parent");
  }

  /** The address of the page around this one, for links to hand on. */
  function setBase(href) {
    const { protocol, origin, pathname, search } = new URL(String(href));
    if (!["http:", "https:"].includes(protocol)) throw new Error(M.say("address.no_base", { value: href }));
    M.baseAddress = `${origin}${pathname}${search}`;
  }

  function setSecond(start, end) {
    const day = (text) => (text ? M.days.fromISO(text) : null);
    M.compare.set(M.store, start || end ? { start: day(start), end: day(end) } : null, "parent");
  }

  const RECEIVE = {
    base: ({ href }) => setBase(href),
    compare: ({ start, end }) => setSecond(String(start ?? ""), String(end ?? "")),
    filter: ({ query }) => setFilter(String(query ?? ""), "parent"),
    language: ({ lang }) => M.changeLanguage(String(lang)),
    select: ({ incident }) => M.store.select(M.store.data.byId.incident.get(incident) ?? -1, "parent"),
    view: ({ view, layers }) => {
      if (view) M.showView(view, "parent");
      if (Array.isArray(layers)) setLayers(layers);
    },
  };

  const post = (message) => window.parent.postMessage(message, "*");

  function receive(event) {
    if (event.source !== window.parent || !event.data || !Object.hasOwn(RECEIVE, event.data.type)) return;
    try {
      RECEIVE[event.data.type](event.data);
    } catch (error) {
      post({ type: "error", message: error.message });
    }
  }

  function second({ compare }) {
    const say = (day) => (day === null || day === undefined ? "" : M.days.toISO(day));
    return { compare_start: say(compare?.start), compare_end: say(compare?.end) };
  }

  /** Inside another page: tell it what changes here, and do what it asks. */
  function connect(store) {
    const from = (origin) => (origin === "parent" ? "parent" : "page");
    store.on("filter", (_, origin) => post({ type: "state", state: getState(), origin: from(origin) }));
    store.on("select", (_, origin) => {
      const incident = store.selected < 0 ? null : store.data.incidents.columns.get("incident_id").at(store.selected);
      if (origin !== "parent") post({ type: "select", incident });
    });
    let told = false;
    const tellView = (_, origin) => {
      if (origin === "parent" || (origin === "room" && !told)) return; // a new room moves the map, but nobody chose that view
      told = true;
      post({ type: "view", view: store.view, layers: store.layersOn(),
        step: store.storyStep, lang: M.tongue.current(), ...second(store) });
    };
    for (const name of ["view", "layer", "story", "language", "compare"]) store.on(name, tellView);
    window.addEventListener("message", receive);
    post({ type: "ready", state: getState() });
  }

  Object.assign(M, { getState, visibleIds, setFilter, connect, isEmbedded: window.parent !== window });
})();
