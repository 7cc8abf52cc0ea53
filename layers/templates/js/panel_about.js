// About and sources: what this is, how it was made, what is missing, whose data it is, how to cite it.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el, EN_DASH } = M.dom;
  const { kit } = M;

  const keys = () => ["map", "timeline", "pointer"].map((key) => M.tongue.message(`about.keys.${key}`));

  const section = (title, ...children) => el("section", {}, el("h3", { text: title }), children);

  function grid(heads, rows) {
    return el("div", { class: "table-scroll", attrs: { tabindex: "0", role: "region", "aria-label": heads.join(", ") } },
      el("table", { class: "plain" }, el("thead", {}, el("tr", {}, heads.map((text) => el("th", { text, attrs: { scope: "col" } })))),
        el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell) => el("td", {}, cell ?? EN_DASH)))))));
  }

  function made(store) {
    const { meta } = store.data;
    const query = el("code");
    const refresh = () => { query.textContent = store.query() || M.say("about.no_filter"); };
    store.on("filter", refresh);
    refresh();
    const copy = kit.button(M.say("copy"), () => kit.copy(store.query(), copy), { class: "small", attrs: { "aria-label": M.say("about.copy_query") } });
    return section(M.say("about.made"), M.cardParts.facts([
      [M.say("about.dossier"), M.say("about.version", { title: meta.title, version: meta.version ?? EN_DASH })],
      [M.say("about.data_of"), M.days.label(M.days.fromISO(meta.data_date))],
      [M.say("about.digest"), el("code", { text: meta.digest ?? EN_DASH })],
      [M.say("about.made_with"), el("code", { text: meta.generated?.query || M.say("about.no_filter") })],
      [M.say("about.shown"), [query, " ", copy]]]),
    el("p", { class: "note", text: M.say("about.same") }));
  }

  /** Years in a row of which the same is said, as one line. */
  function coverageRuns(data) {
    const same = (a, b) => ["found", "published", "published_by", "searched"].every((key) => a[key] === b[key]);
    const runs = [];
    for (const row of data.coverage) {
      const run = runs.at(-1);
      if (run && row.found === 0 && row.year === run.last + 1 && same(row, run.row)) run.last = row.year;
      else runs.push({ row, first: row.year, last: row.year });
    }
    return runs;
  }

  function coverage(data) {
    if (!data.coverage.length) return null;
    const rows = coverageRuns(data).map(({ row, first, last }) => [first === last ? String(first) : `${first}–${last}`,
      row.found === 0 ? M.say("about.none_found") : kit.number(row.found),
      row.published === null ? null : `${kit.number(row.published)}${row.published_by ? `, ${row.published_by}` : ""}`, row.searched]);
    return section(M.say("about.coverage"), grid(M.tongue.message("about.coverage_heads"), rows));
  }

  function drawings(data) {
    const { meta } = data;
    if (!meta.drawings.length) return null;
    return section(M.say("about.drawings"), M.cardParts.facts(meta.drawings.map((drawing) => [kit.upper(drawing.title),
      [drawing.note, drawing.in_force_from ? el("span", { class: "note block", text: M.say("about.drawn_from", { day: M.days.label(M.days.fromISO(drawing.in_force_from)) }) }) : null]])),
    meta.base_note ? el("p", { class: "note", text: meta.base_note }) : null);
  }

  function licences(data) {
    const rows = (data.meta.licences ?? []).map((one) => [one.title || String(one.resource).replaceAll("_", " "),
      one.url ? M.dom.link(one.url, one.licence || one.url) : one.licence, one.attribution]);
    return rows.length ? section(M.say("about.licences"), grid(M.tongue.message("about.licence_heads"), rows)) : null;
  }

  function bibliography(data) {
    const items = data.sources.map((source) => ({ source, folded: null }));
    const list = el("ol", { class: "bibliography" });
    const count = el("p", { class: "note", attrs: { role: "status" } });
    const input = el("input", { attrs: { type: "search", "aria-label": M.say("about.search"), placeholder: M.say("about.search") } });
    const words = ({ publisher, title, date, url }) => [publisher, title, date, url].filter(Boolean).join(" ");
    const line = ({ source }) => el("li", {}, source.publisher && source.title ? `${source.publisher}: ` : "",
      M.dom.link(source.url, source.title ?? source.publisher ?? source.url), " ",
      el("span", { class: "note", text: [source.date ? kit.partialDate(source.date) : M.say("card.undated"),
        source.dated === "inferred" ? M.say("card.inferred") : null, source.language].filter(Boolean).join(" · ") }));
    const refresh = () => {
      const needle = M.filters.fold(input.value);
      const hits = items.filter((item) => (item.folded ??= M.filters.fold(words(item.source))).includes(needle));
      M.dom.clear(list).append(...hits.map(line));
      count.textContent = M.say("about.hits", { hits: hits.length, n: items.length });
    };
    input.addEventListener("input", refresh);
    const box = el("details", { class: "bibliography-box" }, el("summary", { text: M.say("about.all_sources", { n: items.length }) }), input, count, list);
    box.addEventListener("toggle", () => { if (box.open && !list.firstChild) refresh(); });
    return section(M.say("card.sources"), box);
  }

  function cite(meta) {
    const text = [meta.cite, meta.digest ? M.say("about.digest_short", { digest: String(meta.digest).slice(0, 12) }) : ""].filter(Boolean).join(" ");
    const copy = kit.button(M.say("copy"), () => kit.copy(text, copy), { class: "small", attrs: { "aria-label": M.say("about.copy_citation") } });
    return section(M.say("about.cite"), el("p", {}, text, " ", copy));
  }

  function notice() {
    return section(M.say("about.software"), el("details", {}, el("summary", { text: M.say("about.leaflet") }),
      M.leafletNotice.map((text) => el("p", { class: "note", text }))));
  }

  function fill(dialog, store) {
    const { data } = store;
    const close = kit.button("×", () => dialog.close(), { class: "close", attrs: { "aria-label": M.say("close") } });
    dialog.append(el("div", { class: "about-head" }, el("h2", { text: data.meta.title, attrs: { id: "about-title" } }), close),
      el("div", { class: "about-body" },
        data.meta.subtitle ? el("p", { class: "lead", text: data.meta.subtitle }) : null,
        el("ul", { class: "lines" }, [...M.tongue.message("about.lines"), ...(data.incidents.textsLeftOut ? [M.say("no_notes.page")] : [])].map((text) => el("li", { text }))),
        section(M.say("about.disclaimer"), el("p", { text: data.meta.disclaimer })),
        cite(data.meta), made(store), coverage(data), drawings(data), licences(data), bibliography(data),
        section(M.say("about.keys.title"), M.cardParts.facts(keys())), notice()));
  }

  M.panels.push((store) => {
    const dialog = document.getElementById("about");
    dialog.setAttribute("aria-labelledby", "about-title");
    dialog.removeAttribute("aria-label");
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); }, { signal: store.signal });
    M.openAbout = () => {
      if (!dialog.firstChild) fill(dialog, store);
      dialog.showModal();
      dialog.querySelector(".about-body").scrollTop = 0;
    };
  });
})();
