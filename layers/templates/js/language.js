// The language of the page: the dossier's own words and names in it where it has them, and the panels built anew.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const NAMED = ["hotspots", "enclaves", "countries", "crossings", "places", "lakes"];
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

  /** Rows keep the name they came with as that of the first language. */
  function nameRow(row, code) {
    if (!Object.hasOwn(row, "name")) return;
    const key = `name_${M.tongue.first}`;
    if (!Object.hasOwn(row, key)) row[key] = row.name;
    row.name = row[`name_${code}`] || row[key];
  }

  /** Names of places as those of their hotspots, which have a name in each language. */
  function nameIncidents({ incidents, byId }) {
    const { columns } = incidents;
    if (!columns.has("hotspot_name") || !columns.has("hotspot_id")) return;
    const ids = columns.get("hotspot_id");
    const came = columns.get("hotspot_name").came ?? columns.get("hotspot_name");
    const at = (index) => byId.hotspot.get(ids.at(index))?.name ?? came.at(index);
    const array = () => Array.from({ length: incidents.n }, (_, index) => at(index));
    incidents.setColumn("hotspot_name", { came, at, array, coded: () => came.coded(), spec: came.spec });
  }

  /** Put the dossier's own words of a language in place. */
  function translate(data, code) {
    if (!originals.has(data)) originals.set(data, data.meta);
    const meta = originals.get(data);
    data.meta = overlay(meta, meta.translations?.[code] ?? {});
    M.tongue.adopt(data.meta.labels?.page ?? {});
    data.byId.claimant = new Map(data.meta.claimants.map((row) => [row.id, row]));
    data.byId.party = new Map(data.meta.parties.map((row) => [row.id, row]));
    for (const row of data.countries) row[`name_${code}`] = partyName(meta, code, row.iso3) ?? row[`name_${code}`];
    for (const table of NAMED) for (const row of data[table]) nameRow(row, code);
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
