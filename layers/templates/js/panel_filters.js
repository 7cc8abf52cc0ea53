// The filters of the side panel: dates, quick ranges, words, and the lists of types, places and events.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const MOST_LISTED = 200;
  const EARLIEST_TYPED = 1000; // a year still being typed ("2", "20", "202") is no choice yet

  function field(title, input, options = {}) {
    return el("label", { class: `field ${options.class ?? ""}` }, el("span", { class: "field-name", text: title }), input);
  }

  /** Change filters, and say in words why a choice cannot be meant. */
  function trySet(store, patch, alert) {
    try {
      store.set(patch);
      alert.textContent = "";
    } catch (error) {
      alert.textContent = `${M.kit.upper(error.message)}.`;
    }
  }

  function dateInput(store, key, alert) {
    const input = el("input", { attrs: { type: "date", name: key, "data-filter": key } });
    input.addEventListener("change", () => {
      const day = M.days.fromISO(input.value);
      if (day !== null && M.days.yearOf(day) < EARLIEST_TYPED) return;
      trySet(store, { [key]: day }, alert);
    });
    const refresh = () => {
      const value = store.filters[key];
      const text = value === null ? "" : M.days.toISO(value);
      if (input.value !== text) input.value = text;
    };
    store.on("filter", () => { alert.textContent = ""; refresh(); });
    refresh();
    return input;
  }

  /** Named events that have incidents, latest first, with the days they span. */
  function ranges(data) {
    const counts = M.filters.countBy(data, M.filters.every(data), "event_id");
    return data.events.filter((event) => counts.has(event.event_id))
      .map((event) => ({ title: event.title, count: counts.get(event.event_id), start: M.days.fromISO(event.date_start),
        end: M.days.fromISO(event.date_end) ?? M.days.fromISO(event.date_start) }))
      .filter((range) => range.start !== null)
      .sort((a, b) => b.start - a.start)
      .slice(0, MOST_LISTED);
  }

  function quickRange(store) {
    const list = ranges(store.data);
    const own = el("option", { text: M.say("filters.own"), attrs: { value: "own", hidden: true } });
    const select = el("select", { attrs: { name: "quick", "data-filter": "quick" } },
      el("option", { text: M.say("filters.all_time"), attrs: { value: "all" } }), own,
      list.map((range, index) => el("option", { text: `${range.title} (${range.count})`, attrs: { value: index } })));
    select.addEventListener("change", () => {
      const range = list[Number(select.value)] ?? { start: null, end: null };
      store.set({ start: range.start, end: range.end });
    });
    const refresh = () => {
      const { start, end } = store.filters;
      const index = list.findIndex((range) => range.start === start && range.end === end);
      select.value = start === null && end === null ? "all" : index < 0 ? "own" : String(index);
    };
    store.on("filter", refresh);
    refresh();
    return select;
  }

  function search(store) {
    const input = el("input", { attrs: { type: "search", name: "q", "data-filter": "text", autocomplete: "off",
      spellcheck: "false", placeholder: M.say("filters.hint") } });
    let timer = 0;
    const apply = () => {
      clearTimeout(timer);
      if (input.value.trim() !== store.filters.text) store.set({ text: input.value.trim() });
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(apply, 180); });
    input.addEventListener("change", apply);
    store.on("filter", () => {
      if (input.value.trim() !== store.filters.text) input.value = store.filters.text;
    });
    input.value = store.filters.text;
    return input;
  }

  function choice(store, key, options) {
    const select = el("select", { attrs: { name: key, "data-filter": key } }, options);
    select.addEventListener("change", () => store.set({ [key]: select.value }));
    const refresh = () => { select.value = store.filters[key]; };
    store.on("filter", refresh);
    refresh();
    return select;
  }

  const option = (value, text) => el("option", { text, attrs: { value } });

  function more(store) {
    const { data } = store;
    const words = el("span", { class: "facet-words" });
    const refresh = () => {
      const { minGeo, minConfidence } = store.filters;
      const set = [minGeo, minConfidence].filter((value) => value !== "").length;
      words.textContent = set ? M.say("filters.set", { n: set }) : "";
      box.classList.toggle("active", set > 0);
    };
    const levels = (group, codes) => [option("", M.say("filters.any")), ...codes.map((code) => option(code, M.kit.label(data, group, code)))];
    const box = el("details", { class: "facet more" }, el("summary", {}, el("span", { text: M.say("filters.more") }),
      words),
      el("div", { class: "facet-list fields" },
        field(M.say("filters.place"), choice(store, "minGeo", levels("geo_precision", M.filters.GEO_PRECISIONS))),
        field(M.say("filters.confidence"), choice(store, "minConfidence", levels("confidence", M.filters.CONFIDENCES)))));
    store.on("filter", refresh);
    refresh();
    return box;
  }

  function facets(store) {
    const { data } = store;
    const title = (map, key) => (id) => String(map.get(id)?.[key] ?? id);
    return [
      { title: M.say("filters.types"), key: "types", column: "incident_type", name: (code) => M.kit.label(data, "incident_type", code) },
      { title: M.say("filters.hotspots"), key: "hotspots", column: "hotspot_id", name: title(data.byId.hotspot, "name") },
      { title: M.say("filters.events"), key: "events", column: "event_id", name: title(data.byId.event, "title") },
      { title: M.say("filters.sectors"), key: "sectors", column: "sector_id", name: title(data.byId.sector, "name") },
      { title: M.say("filters.parties"), key: "parties", column: "told_by", name: title(data.byId.party, "name"),
        listed: M.filters.toldBy, note: M.say("filters.parties_note") },
    ].map((spec) => M.buildFacet(store, spec));
  }

  function build(store) {
    const alert = el("p", { class: "filter-alert", attrs: { role: "alert" } });
    const reset = M.kit.button(M.say("filters.reset"), () => store.setQuery(""), { class: "small", attrs: { "data-filter": "reset" } });
    const refresh = () => { reset.hidden = store.query() === ""; };
    store.on("filter", refresh);
    refresh();
    return el("section", { class: "filters", attrs: { "aria-labelledby": "filters-title" } },
      el("div", { class: "section-head" }, el("h2", { text: M.say("filters.title"), attrs: { id: "filters-title" } }), reset),
      el("div", { class: "fields two" }, field(M.say("filters.from"), dateInput(store, "start", alert)),
        field(M.say("filters.to"), dateInput(store, "end", alert))),
      alert,
      el("div", { class: "fields" }, field(M.say("filters.quick"), quickRange(store)), field(M.say("filters.search"), search(store)),
        M.buildLens(store)),
      el("div", { class: "facets" }, facets(store), more(store)));
  }

  M.buildFilters = build;
})();
