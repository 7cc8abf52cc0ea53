// The search of the top bar: a field with a list that arrow keys walk, Enter takes and Escape closes.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const PAUSE_MS = 80;
  const MANY = 200_000; // incidents whose texts are read only for a filter, not for a count beside it

  const titleOf = (one) => one.row?.name ?? one.row?.title ?? one.names?.[0] ?? "";

  /** What is worth saying beside a name: the spelling it was found by, and when or where. */
  function noteOf(store, one) {
    const notes = [];
    if (one.by && one.by !== titleOf(one)) notes.push(one.by);
    if (one.kind === "incident") {
      notes.push(M.days.span(store.data.incident(one.index)));
      if (!store.result.rows.includes(one.index)) notes.push(M.say("search.outside"));
    } else if (one.kind === "event" || one.kind === "milestone") notes.push(M.days.span(one.row));
    if (one.kind !== "place" && one.row && "lat" in one.row && one.row.lat === null) notes.push(M.say("search.no_place"));
    return notes.join(" · ");
  }

  function optionOf(store, one, number, take) {
    const note = noteOf(store, one);
    return el("div", { class: "found", attrs: { role: "option", id: `found-${number}`, "aria-selected": "false" },
      on: { pointerdown: (event) => event.preventDefault(), click: () => take(one) } },
    el("span", { class: "found-name", text: titleOf(one) }), note ? el("span", { class: "note", text: note }) : null,
    one.count ? el("span", { class: "layer-count", text: M.say("search.incidents", { n: one.count }) }) : null);
  }

  /** The last entry: all incidents in whose text the words occur, as a filter. */
  function textEntry(store, text) {
    const isRead = M.textSearch.ready(store.data); // before that, nobody knows how many
    const count = isRead ? M.filters.passes(store.data, M.filters.change(store.filters, { text })).counts.shown : null;
    const by = store.data.incidents.textsLeftOut ? M.say("no_notes.search") : null;
    return { kind: "text", text, names: [M.say("search.filter", { text })], count, by };
  }

  function headOf({ kind, total }) {
    return el("p", { class: "found-kind", attrs: { "aria-hidden": "true" } }, el("span", { text: M.say(`search.kinds.${kind}`) }),
      el("span", { class: "layer-count", text: M.kit.number(total) }));
  }

  /** One kind of result: what is shown as a heading is the group's name for a screen reader. */
  function groupOf(store, group, from, take) {
    const options = group.entries.map((one, number) => optionOf(store, one, from + number, take));
    if (group.kind === "text") return options;
    const name = `${M.say(`search.kinds.${group.kind}`)}: ${M.kit.number(group.total)}`;
    return el("div", { attrs: { role: "group", "aria-label": name } }, headOf(group), options);
  }

  class Search {
    constructor(store) {
      this.store = store;
      this.entries = null;
      this.found = [];
      this.at = -1;
      this.timer = 0;
      this.list = el("div", { class: "found-list", attrs: { role: "listbox", id: "found", "aria-label": M.say("search.results") } });
      this.list.hidden = true;
      this.said = el("p", { class: "sr-only", attrs: { role: "status" } });
      this.field = el("input", { class: "search-field", attrs: { type: "search", role: "combobox", id: "search",
        "aria-label": M.say("search.label"), placeholder: M.say("search.hint"), "aria-autocomplete": "list",
        "aria-expanded": "false", "aria-controls": "found", autocomplete: "off", spellcheck: "false" },
      on: { input: () => this.later(), keydown: (event) => this.key(event), focus: () => this.field.value && this.look(),
        blur: () => this.close() } });
      this.box = el("div", { class: "search", attrs: { role: "search" } }, this.field, this.list, this.said);
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), PAUSE_MS);
    }

    look() {
      clearTimeout(this.timer);
      const text = this.field.value.trim();
      if (!M.filters.fold(text)) {
        this.close();
        return;
      }
      this.entries ??= M.search.build(this.store);
      const groups = M.search.find(this.entries, text);
      this.readMore(text);
      this.show([...groups, { kind: "text", total: 1, entries: [textEntry(this.store, text)] }], groups);
    }

    /** Look again when the names of all incidents or all texts are there, if the same words still stand in the field. */
    async readMore(text) {
      const { incidents } = this.entries;
      const { texts, n } = this.store.data.incidents;
      if (!incidents.ready) await incidents.prepare();
      else if (!texts.complete && n <= MANY) await M.textSearch.prepare(this.store.data);
      else return;
      if (!this.list.hidden && this.field.value.trim() === text) this.look();
    }

    show(all, groups) {
      this.found = all.flatMap(({ entries }) => entries);
      let from = 0;
      M.dom.clear(this.list).append(...all.flatMap((group) => {
        from += group.entries.length;
        return groupOf(this.store, group, from - group.entries.length, (one) => this.take(one));
      }));
      const total = groups.reduce((sum, group) => sum + group.total, 0);
      this.said.textContent = total ? M.say("search.found", { n: total }) : M.say("search.nothing");
      this.list.hidden = false;
      this.field.setAttribute("aria-expanded", "true");
      this.mark(0);
    }

    mark(at) {
      this.at = at;
      this.list.querySelectorAll("[role=option]").forEach((option, number) => {
        option.setAttribute("aria-selected", String(number === at));
        if (number === at) option.scrollIntoView({ block: "nearest" });
      });
      this.field.setAttribute("aria-activedescendant", `found-${at}`);
    }

    close() {
      clearTimeout(this.timer);
      this.list.hidden = true;
      this.at = -1;
      this.field.setAttribute("aria-expanded", "false");
      this.field.removeAttribute("aria-activedescendant");
      this.said.textContent = "";
      document.body.classList.remove("searching");
    }

    take(one) {
      this.close();
      this.field.value = "";
      M.searchGo.go(this.store, one);
    }

    key(event) {
      const { key } = event;
      const count = this.found.length;
      if (key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        if (this.list.hidden) this.field.value = "";
        this.close();
        if (M.kit.narrow().matches) document.getElementById("search-open").focus();
      } else if (key === "Enter") {
        if (this.list.hidden || !count) this.look();
        if (this.found[this.at]) this.take(this.found[this.at]);
      } else if ((key === "ArrowDown" || key === "ArrowUp") && !this.list.hidden && count) {
        event.preventDefault();
        this.mark((this.at + (key === "ArrowDown" ? 1 : -1) + count) % count);
      } else if (key === "ArrowDown") this.look();
    }
  }

  /** The search box; "/" anywhere on the page puts the cursor into it. */
  M.buildSearch = (store) => {
    const search = new Search(store);
    // a count or a name may have changed with the filters
    store.on("filter", () => { search.close(); });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      M.openSearch();
    }, { signal: store.signal });
    M.openSearch = () => {
      document.body.classList.add("searching"); // where there is little room, the field stands in a row of its own
      search.field.focus();
    };
    return search.box;
  };
})();
