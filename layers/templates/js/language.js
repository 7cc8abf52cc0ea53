// The language of the page: the dossier's own words and names in it where it has them, and the panels built anew.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const SAID = { name: ["hotspots", "enclaves", "countries", "crossings", "places", "lakes", "boundaries"], title: ["events", "milestones"] };
  const originals = new WeakMap(); // the descriptor's words as they came

  const isPlain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  /** A copy of words in which those of a translation stand instead, as far as it goes; lists are matched by id. */
  function overlay(words, translation) {
    if (!isPlain(translation)) return translation ?? words;
    if (Array.isArray(words)) return words.map((one) => overlay(one, translation[one.id]));
    if (!isPlain(words)) return words;
    const merged = { ...words };
    for (const [key, value] of Object.entries(translation)) {
      merged[key] = overlay(words[key], value);
    }
    return merged;
  }

  /** The dossier's own word for a country that is a party goes before that of the base map. */
  const partyName = (meta, code, iso3) => meta.translations?.[code]?.parties?.[iso3]?.name;

  /** Rows keep the name or title they came with as that of the first language. */
  function sayRow(row, field, code) {
    if (!Object.hasOwn(row, field)) return;
    const key = `${field}_${M.tongue.first}`;
    if (!Object.hasOwn(row, key)) row[key] = row[field];
    row[field] = row[`${field}_${code}`] || row[key];
  }

  /** Put other words in the place of a column of the incidents; `came` is the column as it was read. */
  function sayColumn(incidents, name, wordsAt) {
    const column = incidents.columns.get(name);
    const came = column.came ?? column;
    const at = (index) => wordsAt(index) || came.at(index);
    const array = () => Array.from({ length: incidents.n }, (_, index) => at(index));
    incidents.setColumn(name, { came, at, array, coded: () => came.coded(), spec: came.spec });
  }

  /** Names of places as those of their hotspots, and titles, which both may be there in each language. */
  function nameIncidents({ incidents, byId }) {
    const { columns } = incidents;
    const ids = columns.get("hotspot_id");
    if (ids && columns.has("hotspot_name")) sayColumn(incidents, "hotspot_name", (index) => byId.hotspot.get(ids.at(index))?.name);
    const said = columns.get(`title_${M.tongue.current()}`);
    if (columns.has("title")) sayColumn(incidents, "title", (index) => said?.at(index));
  }

  /** Put the dossier's own words of a language in place. */
  function translate(data, code) {
    if (!originals.has(data)) originals.set(data, data.meta);
    const meta = originals.get(data);
    data.meta = overlay(meta, meta.translations?.[code] ?? {});
    M.tongue.adopt(data.meta.labels?.page ?? {});
    data.byId.claimant = new Map(data.meta.claimants.map((row) => [row.id, row]));
    data.byId.party = new Map(data.meta.parties.map((row) => [row.id, row]));
    for (const row of data.countries) {
      const name = partyName(meta, code, row.iso3);
      if (name) row[`name_${code}`] = name;
    }
    for (const [field, tables] of Object.entries(SAID)) for (const table of tables) for (const row of data[table]) sayRow(row, field, code);
    nameIncidents(data);
  }

  M.nameIncidents = nameIncidents;
  M.speakFirst = (data, code) => {
    M.tongue.speak(code);
    translate(data, M.tongue.current());
  };

  function clearSlots() {
    for (const id of ["top", "panel", "card", "story", "timeline", "about"]) {
      const node = document.getElementById(id);
      if (node) M.dom.clear(node);
    }
  }

  /** Speak another language: same choice, same view, new words. */
  function change(code) {
    const { store } = M;
    if (!Object.hasOwn(M.messages, code)) throw new Error(M.say("address.no_language", { value: code, known: M.tongue.spoken().join(", ") }));
    if (code === M.tongue.current()) return;
    const held = document.activeElement?.id;
    M.speakFirst(store.data, code);
    clearSlots();
    M.openPanels(store);
    store.emit("language");
    if (held) document.getElementById(held)?.focus();
  }

  M.changeLanguage = change;
})();
