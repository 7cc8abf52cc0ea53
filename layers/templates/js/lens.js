// Figures through a lens: what a party, one claimant or all claim about an incident. The same rules as geo.lens.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const DEFAULT = "killed";
  const DRAWN_AS = { evacuated: "displaced" };
  const SIGNS = { about: "≈", at_least: "≥", more_than: ">", at_most: "≤" };

  /** The drawn measure that a claim's code belongs to, or "". */
  function measureOf(code) {
    const measure = String(code).startsWith("houses_") ? "houses" : DRAWN_AS[code] ?? code;
    return M.filters.MEASURES.includes(measure) ? measure : "";
  }

  /** Whether a claimant speaks through the lens: it is the one chosen, or speaks for the party chosen, or all do. */
  function speaks(data, claimantId, lens) {
    return lens === "" || claimantId === lens || data.byId.claimant.get(claimantId)?.party === lens;
  }

  /** The measure drawn, or "" while symbols show counts of incidents. */
  const measureDrawn = ({ measure, lens }) => measure || (lens ? DEFAULT : "");

  function note(figures, index, claim) {
    const held = figures.get(index);
    const { value, qualifier } = claim;
    if (!held) figures.set(index, { low: value, high: value, qualifier, claims: 1 });
    else {
      held.claims += 1;
      held.low = Math.min(held.low, value);
      if (value > held.high) Object.assign(held, { high: value, qualifier });
    }
  }

  let cached = { data: null, key: "", figures: null };

  /** Lowest and highest single figure about each incident itself, by index; never added up. */
  function figures(data, filters) {
    const measure = measureDrawn(filters);
    const key = JSON.stringify([measure, filters.lens]);
    if (cached.data === data && cached.key === key) return cached.figures;
    const found = new Map();
    for (const claim of data.claims) {
      const index = data.byId.incident.get(claim.subject_id);
      const heard = index !== undefined && claim.value !== null && measureOf(claim.measure) === measure
        && speaks(data, claim.claimant, filters.lens);
      if (heard) note(found, index, claim);
    }
    if (data.incidents.columns.has("incident_id")) cached = { data, key, figures: found }; // ids come after the first drawing
    return found;
  }

  /** The highest figure about any one of these incidents, with its text; null where the lens says nothing. */
  function highest(data, indexes, filters) {
    const known = figures(data, filters);
    let best = null;
    for (const index of indexes) {
      const one = known.get(index);
      if (one && (!best || one.high > best.high)) best = one;
    }
    return best && { ...best, text: `${SIGNS[best.qualifier] ?? ""}${M.kit.number(best.high)}` };
  }

  const differs = (data, index) => data.incidents.col.claims_differ?.[index] === true;

  /** Claimants who gave a figure that can be drawn about some incident, in the dossier's order. */
  function claimantsHeard(data) {
    const heard = new Set(data.claims.filter((claim) => data.byId.incident.has(claim.subject_id) && measureOf(claim.measure))
      .map((claim) => claim.claimant));
    return data.meta.claimants.filter((claimant) => heard.has(claimant.id));
  }

  /** Whose figures these are, as it stands in a sentence. */
  function nameOf(data, lens) {
    if (!lens) return M.say("lens.anyone");
    const party = data.byId.party.get(lens);
    return party ? M.say("lens.side", { party: party.adjective }) : data.byId.claimant.get(lens)?.name ?? lens;
  }

  M.lens = Object.freeze({ measureOf, measureDrawn, figures, highest, differs, claimantsHeard, nameOf });
})();
