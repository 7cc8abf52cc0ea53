// Which incidents have some words in their text; folded once, when somebody first searches.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const OWN = ["place", "summary"];
  const isTitle = (name) => name === "title" || /^title_[a-z]{2,3}$/.test(name); // in every language
  const held = new WeakMap(); // folded texts by column

  const isText = (value) => typeof value === "string";
  const has = (needle) => (text) => isText(text) && text.includes(needle);

  function foldRows(column) {
    const folded = new Array(column.table.n);
    for (let i = 0; i < folded.length; i += 1) {
      const text = column.at(i);
      folded[i] = isText(text) ? M.filters.fold(text) : "";
    }
    return folded;
  }

  /** Folded texts of a column: one per value where values repeat, else one per row. */
  function foldColumn(column) {
    const { kind, letters } = column.spec;
    const byRow = kind === "long" || kind === "texts" || letters;
    return byRow ? { codes: null, texts: foldRows(column) }
      : { codes: column.coded().codes, texts: column.coded().values.map((value) => (isText(value) ? M.filters.fold(value) : "")) };
  }

  function folded(column) {
    if (!held.has(column)) held.set(column, foldColumn(column));
    return held.get(column);
  }

  function markColumn(mask, { codes, texts }, needle) {
    if (codes) markCodes(mask, codes, texts.map(has(needle)));
    else for (let i = 0; i < mask.length; i += 1) if (texts[i].includes(needle)) mask[i] = 1;
  }

  function markCodes(mask, codes, hits) {
    if (!hits.includes(true)) return;
    for (let i = 0; i < mask.length; i += 1) if (hits[codes[i]]) mask[i] = 1;
  }

  const titlesOf = (row) => Object.keys(row).filter(isTitle).map((key) => row[key]);

  function namesOf(hotspot) {
    const names = Object.keys(hotspot).filter((key) => key === "name" || key.startsWith("name_"));
    return [...names.map((key) => hotspot[key]), ...(hotspot.variants ?? "").split(";")];
  }

  /** A byte per incident: 1 where the folded words stand in one of its texts, or in a name of its place or event. */
  function find(data, needle) {
    const { incidents, byId } = data;
    const mask = new Uint8Array(incidents.n);
    for (const [name, column] of incidents.columns) {
      if (OWN.includes(name) || isTitle(name)) markColumn(mask, folded(column.came ?? column), needle);
    }
    const named = (column, map, textsOf) => {
      const { codes, values } = incidents.coded(column);
      markCodes(mask, codes, values.map((id) => map.has(id) && textsOf(map.get(id)).filter(isText).map(M.filters.fold).some(has(needle))));
    };
    named("hotspot_id", byId.hotspot, namesOf);
    named("event_id", byId.event, titlesOf);
    return mask;
  }

  M.textSearch = Object.freeze({ find, isTitle, titlesOf, ready: (data) => data.incidents.texts.complete });
})();
