// What an incident's claims differ about, and the card of a piece where two drawings differ.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { kit, cardParts: parts } = M;

  /** Claims of one measure and one side, as geo.join groups them to find claims that differ. */
  function groupsOf(claims) {
    const groups = new Map();
    for (const claim of claims) {
      if (claim.value === null) continue;
      const key = JSON.stringify([claim.measure, claim.of_party]);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(claim);
    }
    return [...groups.values()].filter((group) => new Set(group.map(({ value }) => value)).size > 1);
  }

  function line(data, group) {
    const values = group.map(({ value }) => value);
    const [{ measure, of_party: party }] = group;
    const side = party ? M.say("lens.of_side", { party: parts.partyName(data, party, "adjective") }) : "";
    return el("li", {}, el("strong", { text: `${kit.number(Math.min(...values))}–${kit.number(Math.max(...values))}` }),
      ` ${kit.lower(kit.label(data, "measure", measure))}${side}`);
  }

  /** The ranges of what is claimed differently; null where claims agree. */
  M.cardDiffer = (data, claims) => {
    const groups = groupsOf(claims);
    if (!groups.length) return null;
    return el("div", { class: "differ" }, el("p", {}, el("span", { class: "differ-sign", text: "≠", attrs: { "aria-hidden": "true" } }),
      M.say("lens.differ")), el("ul", {}, groups.map((group) => line(data, group))));
  };

  M.cards.difference = (store, row) => {
    const [title, sides, notLand] = M.tips.difference(store, { row });
    const drawings = [row.drawing_before, row.drawing].map((id) => store.data.meta.drawings.find((one) => one.id === id));
    return { kicker: [M.say("difference.kicker")], title,
      body: [el("p", { text: sides }), el("p", { text: notLand }), el("p", { class: "note", text: M.say("difference.why") }),
        parts.facts(drawings.filter(Boolean).map((drawing) => [kit.upper(drawing.title), drawing.note]))],
      cite: `${title}. ${sides}` };
  };
})();
