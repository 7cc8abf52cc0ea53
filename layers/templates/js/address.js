// What the page shows, written as a query: kept in the hash of a page that stands alone, copied on demand. Inside
// another page the address is that page's, and goes and comes by message only.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const PAUSE_MS = 250; // browsers refuse to write the address too often

  const incidentId = (store) => (store.selected < 0 ? null : store.data.incidents.columns.get("incident_id").at(store.selected));

  function setLayers(store, text, origin) {
    const keys = text.split(",").filter(Boolean);
    const unknown = keys.find((key) => !Object.hasOwn(store.layers, key));
    if (unknown !== undefined) throw new Error(M.say("address.no_layer", { value: unknown }));
    for (const key of Object.keys(store.layers)) store.setLayer(key, keys.includes(key), origin);
  }

  function setIncident(store, id, origin) {
    const index = id ? store.data.byId.incident.get(id) : -1;
    if (index === undefined) throw new Error(M.say("address.no_incident", { value: id }));
    if (index !== store.selected) store.select(index, origin);
  }

  function setView(store, text, origin) {
    if (text) M.showView(text, origin);
    else M.fitIncidents();
  }

  /** The language that the page was made in. */
  const firstLanguage = (data) => new URLSearchParams(data.meta.generated.address).get("lang") || M.tongue.first;

  /** The language spoken, where it is another than that; else null. */
  const spoken = ({ data }) => (M.tongue.current() === firstLanguage(data) ? null : M.tongue.current());

  /** What belongs to the view, in the order of an address; `write` gives null for what need not be said. */
  const PARTS = [
    { key: "layers", write: (store) => store.layersOn().join(","), read: setLayers, usual: (store) => store.firstLayers },
    { key: "view", write: (store) => store.view, read: setView },
    { key: "incident", write: incidentId, read: setIncident },
    { key: "step", write: (store) => store.storyStep || null, read: (store, id, origin) => M.stories.show(store, id, origin) },
    { key: "lang", write: spoken,
      read: (_, code) => M.changeLanguage(code), usual: ({ data }) => firstLanguage(data) },
  ];

  /** Filters and view together: the query that opens the same page again. */
  function write(store) {
    const pairs = PARTS.map(({ key, write: value }) => [key, value(store)]).filter(([, value]) => value !== null)
      .map(([key, value]) => `${key}=${M.filters.encode(value)}`);
    return [store.query(), ...pairs].filter(Boolean).join("&");
  }

  /** An address that names a step and nothing else means all that the step shows. */
  function expand(data, query) {
    const given = new URLSearchParams(query);
    const step = M.stories.find(data, given.get("step"));
    const alone = [...given.keys()].every((key) => key === "step" || key === "lang");
    return step && alone ? `${step.query}&${given}` : query;
  }

  /** The page's own address where it stands alone: the hash, or else a query string; empty where it has none. */
  function own() {
    if (M.isEmbedded) return "";
    const [hash, search] = [window.location.hash, window.location.search].map((text) => text.slice(1));
    return hash || search;
  }

  const leftOut = (error) => M.say("address.left_out", { problem: error.message });

  /** Set the view to a query; give a sentence for each part that cannot be meant, which is left as it is. */
  function openView(store, query, origin) {
    const given = new URLSearchParams(query);
    const problems = [];
    // the part of the map last, when it is known what lies over it
    for (const { key, read, usual } of PARTS.toSorted((a, b) => Number(a.key === "view") - Number(b.key === "view"))) {
      try {
        if (given.getAll(key).length > 1) throw new Error(M.say("address.twice", { key }));
        read(store, given.get(key) ?? usual?.(store) ?? "", origin);
      } catch (error) {
        problems.push(leftOut(error));
        if (key === "view") M.fitIncidents();
      }
    }
    return problems;
  }

  /** Set filters and view to a query. */
  function open(store, query, origin) {
    const whole = expand(store.data, query); // a step alone means all that it shows
    const problems = [];
    try {
      store.setQuery(whole, origin);
    } catch (error) {
      problems.push(leftOut(error));
    }
    problems.push(...openView(store, whole, origin));
    if (whole !== query) M.stories.settle(M.stories.find(store.data, store.storyStep));
    return problems;
  }

  function replace(query) {
    const { pathname } = window.location;
    for (const address of [`${pathname}#${query}`, `#${query}`]) {
      try {
        window.history.replaceState(null, "", address);
        return;
      } catch {
        // a page in memory has no address to keep
      }
    }
  }

  /** Keep the hash equal to what is shown, and follow it when somebody else changes it. */
  function keep(store) {
    let timer = 0;
    let last = 0;
    const now = () => {
      last = Date.now();
      replace(write(store));
    };
    const soon = () => {
      clearTimeout(timer);
      const wait = last + PAUSE_MS - Date.now();
      if (wait <= 0) now();
      else timer = setTimeout(now, wait);
    };
    for (const name of ["filter", "layer", "view", "select", "story", "language"]) store.on(name, soon);
    window.addEventListener("hashchange", () => M.notice(open(store, own() || store.data.meta.generated.address, "address").join(" ")));
  }

  /** A query as an address to hand on: of this file, or of the page around it once that has told its own. */
  function place(query) {
    if (M.isEmbedded) return M.baseAddress ? `${M.baseAddress}${M.baseAddress.includes("?") ? "&" : "?"}${query}` : query;
    const here = window.location.href.split(/[?#]/)[0];
    return /^(https?|file):/.test(here) ? `${here}#${query}` : query;
  }

  const link = (store) => place(write(store));

  M.address = Object.freeze({ parts: PARTS, firstLanguage, spoken, write, expand, own, open, openView, keep, place, link });
})();
