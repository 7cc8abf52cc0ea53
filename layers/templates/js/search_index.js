// What can be found by name: every named thing of the dossier under each of its names and spellings.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { fold } = M.filters;
  const MOST = 6; // results listed of one kind
  const SHORTEST_ROUGH = 3; // letters below which two alphabets are not compared

  const isName = (key) => key === "name" || /^name_[a-z]{2,3}$/.test(key);

  /** Every name of a row: in all languages, then the spellings. */
  function namesOf(row) {
    const names = Object.keys(row).filter(isName).map((key) => row[key]);
    return [...new Set([...names, ...M.kit.ids(row.variants)])].filter(Boolean);
  }

  function entry(kind, names, more) {
    const known = names.filter((name) => typeof name === "string" && name);
    return { kind, names: known, keys: known.map(fold), rough: null, ...more };
  }

  function countBy(data, column) {
    const counts = M.filters.countBy(data, M.filters.every(data), column);
    return (id) => counts.get(id) ?? 0;
  }

  const rowsOf = (kind, rows, count, names = namesOf) =>
    rows.map((row) => entry(kind, names(row), { row, count: count(row) }));

  /** One entry per enclave, of the drawing in force or the latest that has it. */
  function enclaves(store, count) {
    const byId = new Map();
    for (const row of store.data.enclaves) {
      if (!byId.has(row.enclave_id) || byId.get(row.enclave_id).drawing !== store.drawing()) byId.set(row.enclave_id, row);
    }
    return rowsOf("enclave", [...byId.values()], (row) => count(row.enclave_id));
  }

  /** Entries of named things, kinds in the order in which results are listed, and the names of the incidents. */
  function build(store) {
    const { data } = store;
    const none = () => null;
    const atHotspot = countBy(data, "hotspot_id");
    const ofEvent = countBy(data, "event_id");
    const shown = new Set(data.hotspots.flatMap(namesOf).map(fold));
    const towns = data.places.filter((row) => !shown.has(fold(row.name ?? "")));
    const named = [
      ...rowsOf("hotspot", data.hotspots, (row) => atHotspot(row.hotspot_id)),
      ...enclaves(store, countBy(data, "enclave_id_in")),
      ...rowsOf("crossing", data.crossings, none),
      ...rowsOf("place", towns, none),
      ...rowsOf("event", data.events, (row) => ofEvent(row.event_id), M.textSearch.titlesOf),
      ...rowsOf("milestone", data.milestones, none, (row) => [...M.textSearch.titlesOf(row), row.place]),
    ];
    return { named, incidents: new M.IncidentNames(data) };
  }

  /** How well one name fits: the whole 0, its beginning 1, a part 2, none 9. */
  function rank(keys, needle) {
    let best = 9;
    for (const key of keys) {
      const at = key.indexOf(needle);
      if (at >= 0) best = Math.min(best, key === needle ? 0 : at === 0 ? 1 : 2);
    }
    return best;
  }

  function roughKeys(one) {
    one.rough ??= one.keys.map(M.searchFold.rough);
    return one.rough;
  }

  function fit(one, needle, rough) {
    const plain = rank(one.keys, needle);
    if (plain < 9 || rough.length < SHORTEST_ROUGH) return plain;
    return 3 + rank(roughKeys(one), rough);
  }

  /** The name by which an entry was found, where it is not the one it is shown under. */
  function foundBy(one, needle, rough) {
    const at = one.keys.findIndex((key) => key.includes(needle));
    if (at >= 0) return one.names[at];
    return one.names[roughKeys(one).findIndex((key) => key.includes(rough))];
  }

  function groupOf(kind, hits, needle, rough) {
    const best = hits.sort((a, b) => a.fits - b.fits).slice(0, MOST);
    return { kind, total: hits.length, best: best[0].fits, entries: best.map(({ one }) => ({ ...one, by: foundBy(one, needle, rough) })) };
  }

  function findNamed(named, needle, rough) {
    const groups = new Map();
    for (const one of named) {
      const fits = fit(one, needle, rough);
      if (fits >= 9) continue;
      if (!groups.has(one.kind)) groups.set(one.kind, []);
      groups.get(one.kind).push({ one, fits });
    }
    return [...groups].map(([kind, hits]) => groupOf(kind, hits, needle, rough));
  }

  function findIncidents(incidents, needle, rough) {
    if (!incidents.ready) return [];
    const { total, best, rows } = incidents.find(needle, rough.length < SHORTEST_ROUGH ? "" : rough, MOST);
    const found = rows.map((index) => entry("incident", incidents.namesAt(index), { index, count: null }));
    return total ? [{ kind: "incident", total, best, entries: found.map((one) => ({ ...one, by: foundBy(one, needle, rough) })) }] : [];
  }

  /** Results by kind: [{kind, total, entries: [{…entry, by}]}], the best of each kind first. */
  function find({ named, incidents }, text) {
    const needle = fold(text);
    if (!needle) return [];
    const rough = M.searchFold.rough(needle);
    return [...findNamed(named, needle, rough), ...findIncidents(incidents, needle, rough)]
      .sort((a, b) => Math.floor(a.best / 3) - Math.floor(b.best / 3));
  }

  M.search = Object.freeze({ build, find });
})();
