// About and sources: what this is, how it was made, what is missing, whose data it is, how to cite it.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el, EN_DASH } = M.dom;
  const { kit } = M;

  const LINES = [
    "A dot is an incident reported at a place on a day; several at one point share a dot with their number.",
    "Figures are claims: who says how many, of whom, as of which day. They are never added up.",
    "The parties’ accounts stand side by side, in the same order everywhere.",
    "A dashed ring says how far the place may be off; a pale bar, that the month is not certain.",
    "The line is drawn by its status on the chosen day; its drawings are open data, not a survey.",
    "A hatched year is one of which no record was found. It was not necessarily calm.",
  ];

  const KEYS = [["On the map", "arrows move, + and − zoom, n and p step through the incidents, Escape closes the card"],
    ["On the timeline’s ends", "arrows move by a month, with Shift by a day; Page up and down by a year; Home and End to the edge"],
    ["With a pointer there", "drag for a range, click for a month, double-click for all dates"]];

  const section = (title, ...children) => el("section", {}, el("h3", { text: title }), children);

  function grid(heads, rows) {
    return el("div", { class: "table-scroll", attrs: { tabindex: "0", role: "region", "aria-label": heads.join(", ") } },
      el("table", { class: "plain" }, el("thead", {}, el("tr", {}, heads.map((text) => el("th", { text, attrs: { scope: "col" } })))),
        el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell) => el("td", {}, cell ?? EN_DASH)))))));
  }

  function made(store) {
    const { meta } = store.data;
    const query = el("code");
    const refresh = () => { query.textContent = store.query() || "(no filter)"; };
    store.on("filter", refresh);
    refresh();
    const copy = kit.button("Copy", () => kit.copy(store.query(), copy), { class: "small", attrs: { "aria-label": "Copy the query" } });
    return section("How this page was made", M.cardParts.facts([
      ["Dossier", `${meta.title}, version ${meta.version ?? EN_DASH}`],
      ["Data of", M.days.label(M.days.fromISO(meta.data_date))],
      ["Digest of the data", el("code", { text: meta.digest ?? EN_DASH })],
      ["Made with", el("code", { text: meta.generated?.query || "(no filter)" })],
      ["Shown now", [query, " ", copy]]]),
    el("p", { class: "note", text: "The same data and the same query give the same page." }));
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
      row.found === 0 ? "no record found" : kit.number(row.found),
      row.published === null ? null : `${kit.number(row.published)}${row.published_by ? `, ${row.published_by}` : ""}`, row.searched]);
    return section("What was found, year by year", grid(["Year", "Incidents here", "Published count, by", "Searched"], rows));
  }

  function drawings(data) {
    const { meta } = data;
    if (!meta.drawings.length) return null;
    return section("Drawings of the line", M.cardParts.facts(meta.drawings.map((drawing) => [kit.upper(drawing.title),
      [drawing.note, drawing.in_force_from ? el("span", { class: "note block", text: `Drawn for days from ${M.days.label(M.days.fromISO(drawing.in_force_from))}.` }) : null]])),
    meta.base_note ? el("p", { class: "note", text: meta.base_note }) : null);
  }

  function licences(data) {
    const rows = (data.meta.licences ?? []).map((one) => [one.title || String(one.resource).replaceAll("_", " "),
      one.url ? M.dom.link(one.url, one.licence || one.url) : one.licence, one.attribution]);
    return rows.length ? section("Licences and attributions", grid(["Data", "Licence", "Attribution"], rows)) : null;
  }

  function bibliography(data) {
    const items = data.sources.map((source) => ({ source, folded: null }));
    const list = el("ol", { class: "bibliography" });
    const count = el("p", { class: "note", attrs: { role: "status" } });
    const input = el("input", { attrs: { type: "search", "aria-label": "Search the sources", placeholder: "Search the sources" } });
    const words = ({ publisher, title, date, url }) => [publisher, title, date, url].filter(Boolean).join(" ");
    const line = ({ source }) => el("li", {}, source.publisher && source.title ? `${source.publisher}: ` : "",
      M.dom.link(source.url, source.title ?? source.publisher ?? source.url), " ",
      el("span", { class: "note", text: [source.date ? kit.partialDate(source.date) : "undated",
        source.dated === "inferred" ? "date inferred" : null, source.language].filter(Boolean).join(" · ") }));
    const refresh = () => {
      const needle = M.filters.fold(input.value);
      const hits = items.filter((item) => (item.folded ??= M.filters.fold(words(item.source))).includes(needle));
      M.dom.clear(list).append(...hits.map(line));
      count.textContent = `${kit.number(hits.length)} of ${kit.plural(items.length, "source")}`;
    };
    input.addEventListener("input", refresh);
    const box = el("details", { class: "bibliography-box" }, el("summary", { text: `All ${kit.plural(items.length, "source")}` }), input, count, list);
    box.addEventListener("toggle", () => { if (box.open && !list.firstChild) refresh(); });
    return section("Sources", box);
  }

  function cite(meta) {
    const text = [meta.cite, meta.digest ? `Digest ${String(meta.digest).slice(0, 12)}.` : ""].filter(Boolean).join(" ");
    const copy = kit.button("Copy", () => kit.copy(text, copy), { class: "small", attrs: { "aria-label": "Copy the citation" } });
    return section("How to cite", el("p", {}, text, " ", copy));
  }

  function notice() {
    return section("Software", el("details", {}, el("summary", { text: "The map is drawn with Leaflet (BSD 2-Clause): notice" }),
      M.leafletNotice.map((text) => el("p", { class: "note", text }))));
  }

  function fill(dialog, store) {
    const { data } = store;
    const close = kit.button("×", () => dialog.close(), { class: "close", attrs: { "aria-label": "Close" } });
    dialog.append(el("div", { class: "about-head" }, el("h2", { text: data.meta.title, attrs: { id: "about-title" } }), close),
      el("div", { class: "about-body" },
        data.meta.subtitle ? el("p", { class: "lead", text: data.meta.subtitle }) : null,
        el("ul", { class: "lines" }, LINES.map((text) => el("li", { text }))),
        section("Disclaimer", el("p", { text: data.meta.disclaimer })),
        cite(data.meta), made(store), coverage(data), drawings(data), licences(data), bibliography(data),
        section("Keys and pointer", M.cardParts.facts(KEYS)), notice()));
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
