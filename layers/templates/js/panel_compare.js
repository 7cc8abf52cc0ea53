// Compare two periods: the second one's dates, both counts with what each leaves out, and the differences.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { number } = M.kit;
  const MOST_ROWS = 12;
  const NONE = Object.freeze({ start: null, end: null });

  /** "1 – 31 May 2021", "since …", "until …" or "all dates". */
  function period({ start, end }) {
    if (start !== null && end !== null) return M.days.range(start, end);
    if (start !== null) return M.say("compare.since", { day: M.days.label(start) });
    return end === null ? M.say("compare.all") : M.say("compare.until", { day: M.days.label(end) });
  }

  const signed = (count) => (count > 0 ? `+${number(count)}` : count < 0 ? `−${number(-count)}` : "0");

  function line(name, first, second, difference) {
    return el("tr", {}, el("th", { text: name, attrs: { scope: "row" } }), el("td", { class: "figure", text: number(first) }),
      el("td", { class: "figure", text: number(second) }), el("td", { class: "figure", text: difference === null ? "" : signed(difference) }));
  }

  function table(caption, rows) {
    const heads = ["first", "second", "change"].map((name) => M.say(`compare.${name}`));
    return el("table", { class: "claims compared" }, el("caption", { text: caption }),
      el("thead", {}, el("tr", {}, el("td"), heads.map((text) => el("th", { text, class: "figure", attrs: { scope: "col" } })))),
      el("tbody", {}, rows));
  }

  function sums({ first, second, inBoth }) {
    const keys = ["shown", "certain", "possible", "unlocated", "undated", "filtered"];
    const rows = keys.map((key) => line(M.say(`compare.counts.${key}`), first[key], second[key], key === "shown" ? second[key] - first[key] : null));
    return [table(M.say("compare.sums"), rows), inBoth ? el("p", { class: "note", text: M.say("compare.in_both", { n: inBoth }) }) : null];
  }

  function differences(caption, rows, nameOf) {
    const shown = rows.slice(0, MOST_ROWS);
    const rest = rows.length - shown.length;
    return [table(caption, shown.map((row) => line(nameOf(row.code), row.first, row.second, row.difference))),
      rest > 0 ? el("p", { class: "note", text: M.say("compare.rest", { n: rest }) }) : null];
  }

  function report(store) {
    const compared = M.compare.report(store);
    if (!compared) return [el("p", { class: "note", text: M.say("compare.how") })];
    const { data } = store;
    return [el("p", { class: "note", text: M.say("compare.which", { first: period(store.filters), second: period(store.compare) }) }),
      ...sums(compared), ...differences(M.say("compare.by_type"), compared.byType, (code) => M.kit.label(data, "incident_type", code)),
      ...differences(M.say("compare.by_hotspot"), compared.byHotspot, (id) => data.byId.hotspot.get(id)?.name ?? id),
      el("p", { class: "note", text: M.say("compare.caution", { first: compared.noHotspot[0], second: compared.noHotspot[1] }) })];
  }

  /** A period as long as the first one, right before it, or the same days a year earlier. */
  function proposals(store, choose) {
    const { start, end } = store.filters;
    if (start === null || end === null) return null;
    const yearEarlier = (day) => M.days.fromISO(`${M.days.yearOf(day) - 1}${M.days.toISO(day).slice(4).replace("-02-29", "-02-28")}`);
    return [M.kit.button(M.say("compare.before"), () => choose({ start: start - (end - start) - 1, end: start - 1 }), { class: "small" }),
      M.kit.button(M.say("compare.year_before"), () => choose({ start: yearEarlier(start), end: yearEarlier(end) }), { class: "small" })];
  }

  function fields(store, alert) {
    const now = () => store.compare ?? NONE;
    const input = (name, key) => M.fields.day({ name, get: () => now()[key], set: (day) => M.compare.set(store, { ...now(), [key]: day }), alert });
    return [input("compare_start", "start"), input("compare_end", "end")];
  }

  M.buildCompare = (store) => {
    const alert = M.fields.alert();
    const [from, to] = fields(store, alert);
    const choose = (chosen) => M.fields.attempt(() => M.compare.set(store, chosen), alert);
    const offers = el("p", { class: "offers" });
    const out = el("div", { class: "compare-report" });
    let box = null;
    const refresh = () => {
      from.refresh();
      to.refresh();
      const end = store.compare ? M.kit.button(M.say("compare.end"), () => choose(null), { class: "small" }) : null;
      M.dom.clear(offers).append(...[proposals(store, choose), end].flat().filter(Boolean));
      if (!box?.open) return;
      M.dom.clear(out).append(...report(store).filter(Boolean));
    };
    store.on("filter", refresh).on("compare", refresh);
    return { body: [el("div", { class: "fields two" }, M.fields.field(M.say("compare.from"), from.input), M.fields.field(M.say("compare.to"), to.input)),
      alert, offers, out], words: () => (store.compare ? period(store.compare) : M.say("compare.none")), active: () => Boolean(store.compare),
    opened: (details) => { box = details; refresh(); } };
  };
  M.compareWords = Object.freeze({ period });
})();
