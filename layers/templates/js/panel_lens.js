// The claims lens: what the symbols count, according to whom, and only where claims differ.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { option } = M.fields;

  function measures() {
    return [option("", M.say("lens.none")), ...M.filters.MEASURES.map((code) => option(code, M.say(`lens.measures.${code}`)))];
  }

  /** All, each side as a whole, then single claimants with figures by side, in the dossier's order. */
  function speakers(data) {
    const heard = M.lens.claimantsHeard(data);
    const group = (title, party) => {
      const own = heard.filter((claimant) => (claimant.party ?? null) === party);
      return own.length ? el("optgroup", { attrs: { label: title } }, own.map((one) => option(one.id, one.name))) : null;
    };
    const { parties } = data.meta;
    return [option("", M.say("lens.all")), ...parties.map((party) => option(party.id, M.kit.upper(M.say("lens.side", { party: party.adjective })))),
      group(M.say("lens.others"), null), ...parties.map((party) => group(M.say("lens.claimants_of", { party: party.adjective }), party.id))];
  }

  function differBox(store) {
    const input = el("input", { attrs: { type: "checkbox", name: "disagree", "data-filter": "disagree" } });
    input.addEventListener("change", () => store.set({ disagree: input.checked }));
    const count = el("span", { class: "layer-count" });
    const refresh = () => {
      input.checked = store.filters.disagree;
      let differing = 0;
      for (const index of store.result.rows) if (M.lens.differs(store.data, index)) differing += 1;
      count.textContent = M.kit.number(differing);
    };
    store.on("filter", refresh);
    refresh();
    return el("label", { class: "choice" }, input, el("span", { class: "layer-name", text: M.say("lens.only_differ") }), count);
  }

  /** Fields of the side panel. */
  M.buildLens = (store) => [
    M.fields.field(M.say("lens.count"), M.fields.choice(store, "measure", measures())),
    M.fields.field(M.say("lens.by"), M.fields.choice(store, "lens", speakers(store.data))),
    differBox(store),
  ];
})();
