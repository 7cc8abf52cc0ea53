// The one place that holds what is chosen; everything that draws listens to it.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  class Store {
    #listeners = new Map();
    #panels = null; // ends what the panels listen to

    constructor(data, query) {
      this.data = data;
      this.filters = M.filters.parse(query);
      this.result = M.filters.passes(data, this.filters);
      this.waiting = null; // a promise while texts are read for a search
      this.selected = -1; // index of an incident
      this.stack = []; // all incidents under the pointer, in order of date
      this.feature = null; // {kind, row} of another thing that was clicked
      this.layers = {};
      this.view = null; // "lat,lon,zoom"
      this.tiles = { failed: false, message: "" };
      this.storyStep = ""; // id of the step of a story that is open
      this.signal = null; // of the panels, while they are built
    }

    /** Listen to "filter", "select", "layer", "view", "feature", "tiles", "story", "dots" or "language"; fn(store, origin). */
    on(name, fn) {
      if (!this.#listeners.has(name)) this.#listeners.set(name, []);
      this.#listeners.get(name).push({ fn, signal: this.signal });
      return this;
    }

    emit(name, origin = "page") {
      for (const { fn } of this.#listeners.get(name) ?? []) fn(this, origin);
    }

    /** Build the panels; what they listen to, here or through `signal`, ends when they are built again. */
    buildPanels(build) {
      this.#panels?.abort();
      for (const [name, all] of this.#listeners) this.#listeners.set(name, all.filter(({ signal }) => !signal?.aborted));
      this.#panels = new AbortController();
      this.addPanels(build);
    }

    /** Build panels beside those that stand. */
    addPanels(build) {
      this.signal = this.#panels.signal;
      build(this);
      this.signal = null;
    }

    /** Change some filters; throws a sentence, and changes nothing, when they cannot be meant. */
    set(patch, origin = "page") {
      this.#adopt(M.filters.change(this.filters, patch), origin);
    }

    setQuery(query, origin = "page") {
      this.#adopt(M.filters.parse(query), origin);
    }

    #adopt(filters, origin) {
      this.filters = filters;
      if (filters.text && !M.textSearch.ready(this.data)) {
        this.#readThen(filters, origin);
        return;
      }
      this.waiting = null;
      this.result = M.filters.passes(this.data, filters);
      this.emit("filter", origin);
    }

    /** Words are sought in all texts: until they have been read, what was shown stays. */
    #readThen(filters, origin) {
      this.waiting = M.textSearch.prepare(this.data).then(() => {
        if (this.filters === filters) this.#adopt(filters, origin);
      });
    }

    query() {
      return M.filters.toQuery(this.filters);
    }

    /** Filters and view together: the query that opens the same page again. */
    address() {
      return M.address.write(this);
    }

    /** Note which step of a story is open; empty for none. */
    setStory(step, origin = "page") {
      if (this.storyStep === step) return;
      this.storyStep = step;
      this.emit("story", origin);
    }

    /** Select an incident by index, -1 for none; `stack` holds all that lie at the same point. */
    select(index, origin = "page", stack = null) {
      this.selected = index;
      this.stack = (stack ?? (index < 0 ? [] : [index])).toSorted((a, b) => a - b);
      this.feature = null;
      this.emit("select", origin);
    }

    /** Indexes that pass, in order of date: the rows lie in that order. */
    ordered() {
      return this.result.rows;
    }

    /** Select the next (+1) or previous (-1) incident that passes. */
    step(by, origin = "page") {
      const order = this.ordered();
      if (!order.length) return;
      const at = order.indexOf(this.selected);
      const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length;
      this.select(order[next], origin);
    }

    /** Show something else than an incident: {kind, row}, or null. */
    showFeature(feature, origin = "page") {
      this.selected = -1;
      this.stack = [];
      this.feature = feature;
      this.emit("feature", origin);
    }

    setLayer(key, on, origin = "page") {
      this.noteLayer(key, on, origin); // first, for the map's own event knows no origin
      const layer = M.layerOf?.[key];
      if (layer && M.map.hasLayer(layer) !== on) M.map[on ? "addLayer" : "removeLayer"](layer);
    }

    /** Take note of a layer that was switched on the map itself. */
    noteLayer(key, on, origin = "page") {
      if (this.layers[key] === on) return;
      this.layers[key] = on;
      this.emit("layer", origin);
    }

    layersOn() {
      return Object.keys(this.layers).filter((key) => this.layers[key]);
    }

    noteView(view, origin = "page") {
      if (this.view === view) return;
      this.view = view;
      this.emit("view", origin);
    }

    noteTiles(tiles) {
      this.tiles = Object.freeze(tiles);
      this.emit("tiles");
    }

    /** The day whose border is drawn: the one asked for, else the last day shown, else that of the data. */
    asOfDay() {
      return this.filters.asOf ?? this.filters.end ?? M.days.fromISO(this.data.meta.data_date);
    }

    /** Id of the drawing in force on that day; before the first dated one, the last undated one. */
    drawing() {
      const day = this.asOfDay();
      const { drawings } = this.data.meta;
      const start = (drawing) => M.days.fromISO(drawing.in_force_from);
      const dated = drawings.filter((drawing) => start(drawing) !== null && start(drawing) <= day)
        .sort((a, b) => start(a) - start(b));
      const undated = drawings.filter((drawing) => start(drawing) === null);
      return (dated.at(-1) ?? undated.at(-1) ?? drawings.at(-1))?.id ?? null;
    }
  }

  M.Store = Store;
  M.panels = []; // fn(store), added by the panel scripts and called once the map stands
})();
