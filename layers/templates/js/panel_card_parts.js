// Parts that every card is made of: facts, names, chips, and sources numbered in the order they are called.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { kit } = M;

  const MOST_LISTED = 200;

  const heading = (text, note) => el("h3", {}, text, note ? el("span", { class: "note", text: ` ${note}` }) : null);
  const paragraph = (text, className) => (text ? el("p", { class: className, text }) : null);
  const chip = (text, className = "") => (text ? el("span", { class: `chip ${className}`, text }) : null);

  /** Rows of [name, value]; a value that is missing leaves the row out. */
  function facts(rows) {
    const filled = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
    if (!filled.length) return null;
    return el("dl", { class: "facts" }, filled.map(([name, value]) => [el("dt", { text: name }), el("dd", {}, value)]));
  }

  function partyName(data, code, form = "name") {
    if (code === "third_party") return M.say("card.third_party");
    const party = data.byId.party.get(code);
    if (party) return party[form];
    return data.countries.find((row) => row.iso3 === code)?.name ?? code;
  }

  const partyNames = (data, cell) => kit.ids(cell).map((code) => partyName(data, code)).join(", ");

  /** Names in the dossier's other languages, each marked as such, then the spellings. */
  function names(data, row) {
    const languages = (data.meta.languages ?? []).filter((code) => row[`name_${code}`] && row[`name_${code}`] !== row.name);
    const own = languages.map((code) => el("span", { class: "name" },
      el("span", { text: row[`name_${code}`], attrs: { lang: code } }), el("span", { class: "note", text: ` ${code}` })));
    const variants = kit.ids(row.variants).filter((variant) => variant !== row.name);
    return facts([[M.say("card.names"), own.length ? own.flatMap((name, i) => (i ? [", ", name] : [name])) : null],
      [M.say("card.spellings"), variants.length ? variants.join(", ") : null],
      ["", row.variants_status ? el("span", { class: "note", text: row.variants_status }) : null]]);
  }

  function sideWords(data, code) {
    const labels = data.meta.labels?.side;
    if (labels && Object.hasOwn(labels, code)) return String(labels[code]);
    return code === "third_party" ? M.say("card.third_party") : M.say("card.side", { party: partyName(data, code, "adjective") });
  }

  function sourceWords(data, source) {
    const date = source.date ? kit.partialDate(source.date) + (source.dated === "inferred" ? ` (${M.say("card.inferred")})` : "") : M.say("card.undated");
    const side = source.side ? kit.lower(sideWords(data, source.side)) : null;
    return [source.title ? source.publisher : null, date, source.language, side].filter(Boolean).join(" · ");
  }

  function sourceItem(data, id) {
    const source = data.byId.source.get(id);
    if (!source) return el("li", { text: id });
    return el("li", {}, M.dom.link(source.url, source.title ?? source.publisher ?? source.url), " ",
      el("span", { class: "note", text: sourceWords(data, source) }));
  }

  /** Sources of one card: refs(cell) gives the numbers, list() the numbered links in that order. */
  function sources(data) {
    const order = [];
    const numberOf = (id) => {
      if (!order.includes(id)) order.push(id);
      return order.indexOf(id) + 1;
    };
    return {
      refs(cell) {
        const numbers = kit.ids(cell).map(numberOf);
        return numbers.length ? el("span", { class: "refs", text: `[${numbers.join(", ")}]`, attrs: { title: M.say("card.source_number") } }) : null;
      },
      note(cell) { kit.ids(cell).forEach(numberOf); },
      list() {
        if (!order.length) return null;
        return el("section", { class: "sources" }, heading(M.say("card.sources")), el("ol", {}, order.map((id) => sourceItem(data, id))));
      },
      words() {
        return order.map((id) => data.byId.source.get(id)).filter(Boolean)
          .map((source) => [source.publisher, source.title, source.date, source.url].filter(Boolean).join(", ")).join("; ");
      },
    };
  }

  const kilometres = (metres) => (metres < 1000 ? M.say("units.m", { value: metres }) : M.say("units.km", { value: metres / 1000 }));

  /** How well the point is known, in words. */
  function placeWords(data, row) {
    if (row.lat === null || row.lat === undefined) return M.say("card.no_place");
    const radius = row.uncertainty_m ? M.say("card.within", { distance: kilometres(row.uncertainty_m) }) : null;
    if (row.stand_in) return M.say("card.stand_in", { radius: radius ?? M.say("card.not_known") });
    const words = kit.lower(kit.label(data, "geo_precision", row.geo_precision));
    return [words, words.includes(M.say("card.within_word")) ? null : radius].filter(Boolean).join(", ");
  }

  function dateWords(data, row) {
    const words = M.days.span(row);
    const known = row.date_precision ? kit.lower(kit.label(data, "date_precision", row.date_precision)) : null;
    return [words, known].filter(Boolean).join(" · ");
  }

  /** Incidents as buttons, in order of date; of very many the first, and how many more. */
  function incidentButtons(store, indexes) {
    const rest = indexes.length - MOST_LISTED;
    return el("ul", { class: "incident-list" }, Array.from(indexes.slice(0, MOST_LISTED), (index) => {
      const row = store.data.incident(index);
      const open = kit.button("", () => store.select(index, "card", store.stack.includes(index) ? store.stack : null), {
        class: "row", attrs: index === store.selected ? { "aria-current": "true" } : {} });
      open.append(el("span", { class: "row-date", text: M.days.span(row) }), el("span", { text: row.title }));
      return el("li", {}, open);
    }), rest > 0 ? el("li", { class: "note", text: M.say("card.more", { n: rest }) }) : null);
  }

  M.cardParts = Object.freeze({ heading, paragraph, chip, facts, partyName, partyNames, names, sources, placeWords, dateWords,
    incidentButtons, kilometres });
})();
