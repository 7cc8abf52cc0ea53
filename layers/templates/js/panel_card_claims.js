// Figures as claims: who says how many, of whom, as of when. Never added up; unknown is a dash.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el, EN_DASH } = M.dom;
  const { kit } = M;
  const MOST_GROUPS = 6; // groups of claims that stand open to view
  const MOST_COLUMNS = 3; // measures that stand side by side in the card's width

  const claimantName = (data, id) => data.byId.claimant.get(id)?.name ?? id ?? EN_DASH;
  const partyOf = (data, id) => data.byId.claimant.get(id)?.party ?? null;

  const frequencies = new WeakMap();

  /** How often each measure is claimed in the whole dossier. */
  function frequencyOf(data) {
    if (!frequencies.has(data)) {
      const counts = new Map();
      for (const { measure } of data.claims) counts.set(measure, (counts.get(measure) ?? 0) + 1);
      frequencies.set(data, counts);
    }
    return frequencies.get(data);
  }

  /** The dead first, then what is claimed most often in the dossier. */
  function measuresOf(data, claims) {
    const counts = frequencyOf(data);
    const rank = (code) => (code === "killed" ? Infinity : counts.get(code) ?? 0);
    return [...new Set(claims.map((claim) => claim.measure))].sort((a, b) => (rank(b) === rank(a) ? 0 : rank(b) - rank(a)));
  }

  /** Orders as-of dates; a day without a time, a month or a year counts as its end. */
  const timeKey = (claim) => (claim.as_of ? claim.as_of + "0000-12-31 24:00".slice(claim.as_of.length) : "");
  const byTime = (a, b) => (timeKey(a) < timeKey(b) ? -1 : Number(timeKey(a) > timeKey(b)));

  const asOf = (claim) => (claim.as_of ? kit.partialDate(claim.as_of) : EN_DASH);

  const ofWhom = (data, claim) => (claim.of_party ? M.say("card.side", { party: M.cardParts.partyName(data, claim.of_party, "adjective") }) : null);

  function figureCell(claim) {
    if (!claim) return el("td", { class: "figure", text: EN_DASH });
    const published = claim.as_published && claim.as_published !== String(claim.value) ? M.say("claims.published", { text: claim.as_published }) : null;
    return el("td", { class: "figure", text: kit.figure(claim.qualifier, claim.value), attrs: { title: published } });
  }

  /** Claims of one claimant about one side on one day, whatever they measure, share a line. */
  function linesOf(claims) {
    const lines = [];
    for (const claim of claims) {
      const key = JSON.stringify([claim.claimant, claim.of_party, claim.as_of, claim.source_id, claim.scope, claim.channel]);
      let line = lines.find((one) => one.key === key && !one.byMeasure.has(claim.measure));
      if (!line) lines.push(line = { key, claim, byMeasure: new Map() });
      line.byMeasure.set(claim.measure, claim);
    }
    return lines;
  }

  function whoCell(data, claim) {
    const notes = [ofWhom(data, claim) && M.say("claims.of", { side: ofWhom(data, claim) }), claim.scope, claim.as_of_note,
      claim.channel && M.say("claims.via", { channel: claim.channel })];
    return el("th", { attrs: { scope: "row" } }, claimantName(data, claim.claimant),
      notes.filter(Boolean).map((text) => el("span", { class: "note block", text })));
  }

  function head(names) {
    return el("thead", {}, el("tr", {}, names.map(([text, className]) => el("th", { text, class: className, attrs: { scope: "col" } }))));
  }

  const remark = () => el("p", { class: "note", text: M.say("claims.dash") });

  /** A line per claimant, a column per measure. */
  function table(data, claims, sources, caption) {
    const measures = measuresOf(data, claims);
    if (measures.length > MOST_COLUMNS) {
      return el("div", {}, measures.map((measure) => table(data, claims.filter((claim) => claim.measure === measure), sources, caption)));
    }
    const names = [[M.say("claims.by"), ""], ...measures.map((code) => [kit.lower(kit.label(data, "measure", code)), "figure"]),
      [M.say("claims.as_of"), "date"], [M.say("claims.source"), "figure"]];
    return el("table", { class: "claims" }, el("caption", { class: "sr-only", text: caption }), head(names),
      el("tbody", {}, linesOf(claims).map(({ claim, byMeasure }) => el("tr", {}, whoCell(data, claim),
        measures.map((code) => figureCell(byMeasure.get(code))), el("td", { class: "date", text: asOf(claim) }),
        el("td", { class: "figure" }, sources.refs(claim.source_id) ?? EN_DASH)))));
  }

  /** Claims of an incident or milestone: all of them, in one table. */
  function direct(data, claims, sources) {
    if (!claims.length) return null;
    return el("section", {}, M.cardParts.heading(M.say("claims.figures")), M.cardDiffer(data, claims),
      table(data, claims, sources, M.say("claims.caption")), remark());
  }

  /** Latest figure of each claimant: figures of one claimant move with time. */
  function latest(claims) {
    const last = new Map();
    for (const claim of claims) {
      const held = last.get(claim.claimant);
      if (!held || byTime(held, claim) <= 0) last.set(claim.claimant, claim);
    }
    return [...last.values()];
  }

  /** "63–83 by claimant": the span of what is claimed, never a sum. */
  function rangeWords(claims) {
    const now = latest(claims);
    const values = now.map((claim) => Number(claim.value)).filter((value) => !Number.isNaN(value));
    if (!values.length) return EN_DASH;
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (now.length === 1) return kit.figure(now[0].qualifier, now[0].value);
    return low === high ? kit.number(low) : M.say("claims.range", { low, high });
  }

  /** Claims that may be compared: same measure, same side, same scope. The whole first, then parts of it. */
  function groupsOf(data, claims) {
    const measures = measuresOf(data, claims);
    const parties = data.meta.parties.map((party) => party.id);
    const rank = ([one]) => [one.scope ? 1 : 0, measures.indexOf(one.measure), parties.indexOf(one.of_party)];
    const groups = new Map();
    for (const claim of claims) {
      const key = JSON.stringify([claim.measure, claim.of_party, claim.scope]);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(claim);
    }
    const before = (a, b) => a.map((value, i) => value - b[i]).find((difference) => difference !== 0) ?? 0;
    return [...groups.values()].sort((a, b) => before(rank(a), rank(b)));
  }

  function group(data, claims, sources) {
    const [first] = claims;
    const about = [ofWhom(data, first), first.scope].filter(Boolean).join(", ");
    const ordered = claims.toSorted(byTime);
    return el("details", { class: "claim-group" },
      el("summary", {}, el("span", { class: "claim-name" }, kit.upper(kit.label(data, "measure", first.measure)), about ? el("span", { class: "note", text: `, ${about}` }) : null),
        el("span", { class: "claim-range", text: rangeWords(claims) }),
        el("span", { class: "note claim-count", text: M.say("claims.count", { n: claims.length }) })),
      table(data, ordered, sources, M.say("claims.measure", { measure: kit.label(data, "measure", first.measure) })));
  }

  /** Claims about a whole event, by what they measure; each closed, and all but the first behind one more fold. */
  function grouped(data, claims, sources, title) {
    if (!claims.length) return null;
    const groups = groupsOf(data, claims).map((one) => ({ node: group(data, one, sources), count: one.length }));
    const more = groups.slice(MOST_GROUPS);
    const rest = more.reduce((sum, one) => sum + one.count, 0);
    return el("section", {}, M.cardParts.heading(M.say("claims.event"), title),
      groups.slice(0, MOST_GROUPS).map((one) => one.node),
      more.length ? el("details", { class: "claim-more" }, el("summary", { text: M.say("claims.rest", { n: rest }) }),
        more.map((one) => one.node)) : null, remark());
  }

  M.cardClaims = Object.freeze({ direct, grouped, claimantName, partyOf, timeKey });
})();
