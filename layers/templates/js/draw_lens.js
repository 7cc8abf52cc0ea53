// Through a lens, symbols are sized by one claimant's figures; a what-if zone is counted. A note on the map says so.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const MEASURE = "killed";
  const SIGNS = { about: "≈", at_least: "≥", more_than: ">", at_most: "≤" };

  /** Whether a claimant speaks through the lens: it is the one chosen, or speaks for the party chosen. */
  function speaks(data, claimantId, lens) {
    return claimantId === lens || data.byId.claimant.get(claimantId)?.party === lens;
  }

  /** The highest figure given through the lens about any one of these incidents; figures are never added up. */
  function figureOf(store, indexes) {
    const { data, filters: { lens } } = store;
    const ids = data.incidents.col.incident_id;
    const claims = indexes.flatMap((index) => data.claimsOf(ids[index]))
      .filter((claim) => claim.measure === MEASURE && speaks(data, claim.claimant, lens));
    if (!claims.length) return null;
    const top = claims.reduce((best, claim) => (claim.value > best.value ? claim : best));
    return { value: top.value, text: `${SIGNS[top.qualifier] ?? ""}${top.value}` };
  }

  function nameOf(data, lens) {
    return data.byId.claimant.get(lens)?.name ?? data.byId.party.get(lens)?.adjective ?? lens;
  }

  function lensNote({ data, filters: { lens } }) {
    if (!lens) return null;
    const measure = (data.meta.labels.measure?.[MEASURE] ?? MEASURE).toLowerCase();
    const whose = data.byId.party.has(lens) ? `the ${nameOf(data, lens)} side` : nameOf(data, lens);
    return `Symbols show the highest figure (${measure}) that ${whose} gave for one incident; hollow: none given.`;
  }

  /** Shown incidents whose place lies within the zone, as measured to the line drawn for their own day. */
  function zoneNote({ data, result, filters: { zoneKm } }) {
    if (!zoneKm) return null;
    const far = data.incidents.col.distance_km ?? [];
    const located = Array.from(result.rows).filter((index) => typeof far[index] === "number");
    const inside = located.filter((index) => far[index] <= zoneKm).length;
    return `What-if zone of ${zoneKm} km on both sides of the line: ${inside} of ${located.length} incidents lie in it.`;
  }

  M.lens = Object.freeze({ figureOf, notes: (store) => [lensNote(store), zoneNote(store)].filter(Boolean) });
})();
