// Both parties' accounts side by side, in the dossier's order; a missing one is said to be missing.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;

  /** What a party says of the incident, or else of the event it belongs to. */
  function accountOf(data, party, subjectId, eventId) {
    const of = (id) => (id ? data.accountsOf(id).filter((row) => row.party === party && row.account) : []);
    const own = of(subjectId);
    return own.length ? { rows: own, whole: false } : { rows: of(eventId), whole: true };
  }

  function column(data, party, subjectId, eventId, sources) {
    const { rows, whole } = accountOf(data, party.id, subjectId, eventId);
    const bar = el("div", { class: "party-bar" });
    bar.style.setProperty("--party", party.color);
    return el("div", { class: "account" }, bar, el("h3", { text: M.say("card.account", { party: party.adjective }) }),
      rows.length ? rows.map((row) => el("p", {}, row.account, " ", sources.refs(row.source_ids)))
        : el("p", { class: "none", text: M.say("card.no_account") }),
      rows.length && whole ? el("p", { class: "note", text: M.say("card.whole_event") }) : null);
  }

  /** eventId may be null; then only accounts of the subject itself count. */
  function accounts(data, subjectId, eventId, sources) {
    return el("section", { class: "accounts", attrs: { "aria-label": M.say("card.accounts") } },
      data.meta.parties.map((party) => column(data, party, subjectId, eventId, sources)));
  }

  M.cardAccounts = accounts;
})();
