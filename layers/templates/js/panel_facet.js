// A list of values to choose from, each with the number of incidents it would show under the other filters.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const MOST_LISTED = 300;

  /** How many of some rows have each value; a column of lists counts a row for each value of its list. */
  function countRows(store, rows, spec) {
    const counts = M.filters.countBy(store.data, rows, spec.column);
    if (!spec.listed) return counts;
    const each = new Map();
    for (const [text, count] of counts) for (const value of spec.listed(text)) each.set(value, (each.get(value) ?? 0) + count);
    return each;
  }

  /** What each value would show: instead of those chosen, or beside them where all chosen ones must hold. */
  function countBy(store, spec) {
    const others = spec.listed ? store.filters : M.filters.change(store.filters, { [spec.key]: [] });
    return countRows(store, M.filters.passes(store.data, others).rows, spec);
  }

  /** Values that occur at all, most frequent first, then by name; the order stays while one chooses. */
  function valuesOf(store, spec) {
    const totals = countRows(store, M.filters.every(store.data), spec);
    const name = (value) => spec.name(value);
    const sorted = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a) || name(a).localeCompare(name(b)));
    return { shown: sorted.slice(0, MOST_LISTED), rest: Math.max(0, sorted.length - MOST_LISTED) };
  }

  function summaryWords(spec, chosen) {
    if (!chosen.length) return M.say("facet.all");
    return chosen.length === 1 ? M.kit.lower(spec.name(chosen[0])) : M.say("facet.chosen", { n: chosen.length });
  }

  function option(store, spec, value) {
    const input = el("input", { attrs: { type: "checkbox", name: spec.key, value } });
    const count = el("span", { class: "layer-count" });
    input.addEventListener("change", () => {
      const chosen = store.filters[spec.key].filter((one) => one !== value);
      store.set({ [spec.key]: input.checked ? [...chosen, value] : chosen });
    });
    const row = el("label", { class: "choice" }, input, el("span", { class: "layer-name", text: spec.name(value) }), count);
    return { value, input, count, row };
  }

  function clearButton(store, spec) {
    return M.kit.button(M.say("facet.clear"), () => store.set({ [spec.key]: [] }), { class: "small",
      attrs: { "aria-label": M.say("facet.clear_label", { title: spec.title.toLowerCase() }) } });
  }

  /**
   * spec: {title, key (of filters), column (of incidents), name(value)}; `listed` splits the text of a column of lists,
   * whose chosen values must all hold; null where nothing can be chosen.
   */
  function facet(store, spec) {
    const { shown, rest } = valuesOf(store, spec);
    const options = shown.map((value) => option(store, spec, value));
    if (!options.length) return null;
    const words = el("span", { class: "facet-words" });
    const clear = clearButton(store, spec);
    const list = el("div", { class: "facet-list", attrs: { role: "group", "aria-label": spec.title } },
      clear, options.map((one) => one.row),
      rest ? el("p", { class: "note", text: M.say("facet.rest", { n: rest }) }) : null,
      spec.note ? el("p", { class: "note", text: spec.note }) : null);
    const box = el("details", { class: "facet", attrs: { "data-facet": spec.key } },
      el("summary", {}, el("span", { text: spec.title }), words), list);
    const refresh = () => {
      const chosen = store.filters[spec.key];
      words.textContent = summaryWords(spec, chosen);
      box.classList.toggle("active", chosen.length > 0);
      clear.hidden = chosen.length === 0;
      if (!box.open) return; // a closed list need not be counted
      const counts = countBy(store, spec);
      for (const one of options) {
        one.input.checked = chosen.includes(one.value);
        one.count.textContent = M.kit.number(counts.get(one.value) ?? 0);
        one.row.classList.toggle("empty", !counts.has(one.value));
      }
    };
    box.addEventListener("toggle", refresh);
    store.on("filter", refresh);
    refresh();
    return box;
  }

  M.buildFacet = facet;
})();
