// Which incidents have some words in their text; folded once, when somebody first searches.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const OWN = ["place", "summary"];
  const isTitle = (name) => name === "title" || /^title_[a-z]{2,3}$/.test(name); // in every language
  const SLICE_MS = 12; // of folding, before the page may draw again
  const held = new WeakMap(); // folded texts by column

  const isText = (value) => typeof value === "string";
  const has = (needle) => (text) => isText(text) && text.includes(needle);

  const foldOne = (text) => (isText(text) ? M.filters.fold(text) : "");

  function isByRow({ spec: { kind, letters } }) {
    return kind === "long" || kind === "texts" || Boolean(letters);
  }

  /** Fold rows of a column until there is no more time; all are folded when as many as there are rows. */
  function foldRows(column, texts, until = Infinity) {
    for (let i = texts.length; i < column.table.n; i += 1) {
      texts.push(foldOne(column.at(i)));
      if (i % 256 === 0 && performance.now() > until) break;
    }
    return texts;
  }

  /** Folded texts of a column: one per value where values repeat, else one per row. */
  function foldColumn(column) {
    return isByRow(column) ? { codes: null, texts: foldRows(column, []) }
      : { codes: column.coded().codes, texts: column.coded().values.map(foldOne) };
  }

  function folded(column) {
    if (!held.has(column)) held.set(column, foldColumn(column));
    return held.get(column);
  }

  const searched = ({ columns }) => [...columns].filter(([name]) => OWN.includes(name) || isTitle(name)).map(([, column]) => column.came ?? column);

  /** Read all texts and fold them, a little at a time so that the page stays quick. */
  async function prepare({ incidents }) {
    await incidents.texts.loadAll();
    for (const column of searched(incidents).filter((one) => isByRow(one) && !held.has(one))) {
      const texts = [];
      while (foldRows(column, texts, performance.now() + SLICE_MS).length < incidents.n) await new Promise((done) => { setTimeout(done, 0); });
      held.set(column, { codes: null, texts });
    }
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
    for (const column of searched(incidents)) markColumn(mask, folded(column), needle);
    const named = (column, map, textsOf) => {
      const { codes, values } = incidents.coded(column);
      markCodes(mask, codes, values.map((id) => map.has(id) && textsOf(map.get(id)).filter(isText).map(M.filters.fold).some(has(needle))));
    };
    named("hotspot_id", byId.hotspot, namesOf);
    named("event_id", byId.event, titlesOf);
    return mask;
  }

  M.textSearch = Object.freeze({ find, prepare, isTitle, titlesOf, ready: (data) => data.incidents.texts.complete });
})();
