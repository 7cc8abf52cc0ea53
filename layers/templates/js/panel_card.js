// The detail card: opens on a choice, closes on Escape or ×, and hands the focus back where it came from.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { kit } = M;
  const QUIET = new Set(["init", "parent", "play"]); // choices that nobody made here keep the focus where it is

  function make(store) {
    if (store.selected >= 0) return M.cards.incident(store);
    const { feature } = store;
    if (!feature || !Object.hasOwn(M.cards, feature.kind)) return null;
    return M.cards[feature.kind](store, feature.row);
  }

  function citeText(store, content) {
    const { meta } = store.data;
    return M.say("card.citation", { record: content.cite, dossier: meta.cite || meta.title, digest: String(meta.digest ?? "").slice(0, 12) });
  }

  /** Where a mistake can be reported, as the dossier says: a web or mail address. */
  function reportLink(store, content) {
    const { report, digest } = store.data.meta;
    if (!/^(https?|mailto):/i.test(report ?? "")) return null;
    const address = new URL(report);
    const subject = M.say("card.report_subject", { record: content.cite, digest: String(digest ?? "").slice(0, 12) });
    if (address.protocol === "mailto:") address.search = `subject=${encodeURIComponent(subject)}`;
    return el("a", { class: "report", text: M.say("card.report"), attrs: { href: address.href, target: "_blank", rel: "noopener noreferrer" } });
  }

  function foot(store, content) {
    const cite = kit.button(M.say("card.cite"), () => kit.copy(citeText(store, content), cite), { attrs: { "aria-label": M.say("card.cite_label") } });
    return el("div", { class: "card-foot" },
      reportLink(store, content), content.steps ? [kit.button(M.say("card.previous"), () => store.step(-1, "card"), { class: "step" }),
        kit.button(M.say("card.next"), () => store.step(1, "card"), { class: "step" })] : null, cite);
  }

  function fill(card, store, content, close) {
    const title = el("h2", { text: content.title ?? M.dom.EN_DASH, attrs: { tabindex: "-1", id: "card-title" } });
    M.dom.clear(card).append(
      el("div", { class: "card-head" }, el("div", { class: "card-heads" }, el("p", { class: "kicker" },
        content.kicker.filter(Boolean).flatMap((words, i) => [i ? " · " : "", el("span", { text: words })])), title,
      content.subtitle ? el("p", { class: "card-place", text: content.subtitle }) : null),
      kit.button("×", close, { class: "close", attrs: { "aria-label": M.say("close") } })),
      el("div", { class: "card-body", attrs: { tabindex: "0", role: "region", "aria-labelledby": "card-title" } }, content.body.filter(Boolean)),
      foot(store, content));
    return title;
  }

  /** Keep the focus on the same button (next, previous) when the card is filled anew. */
  function refocus(card, held, title) {
    const again = held && [...card.querySelectorAll("button")].find((button) => button.textContent === held);
    (again ?? title).focus({ preventScroll: true });
  }

  M.panels.push((store) => {
    const card = document.getElementById("card");
    card.setAttribute("aria-labelledby", "card-title");
    card.removeAttribute("aria-label");
    let opener = null;
    const { signal } = store;

    function close() {
      if (store.selected >= 0) store.select(-1, "card");
      else store.showFeature(null, "card");
    }

    function hide() {
      if (card.hidden) return;
      const inside = card.contains(document.activeElement);
      card.hidden = true;
      document.body.classList.remove("card-open");
      M.dom.clear(card);
      if (inside) (opener?.isConnected ? opener : document.getElementById("map")).focus({ preventScroll: true });
      opener = null;
    }

    function show(_, origin) {
      const content = make(store);
      if (!content) {
        hide();
        return;
      }
      const wasHidden = card.hidden;
      const inside = card.contains(document.activeElement);
      const held = inside && document.activeElement.classList.contains("step") ? document.activeElement.textContent : null;
      if (wasHidden) opener = document.activeElement;
      const title = fill(card, store, content, close);
      card.hidden = false;
      document.body.classList.add("card-open");
      if (inside || (wasHidden && !QUIET.has(origin))) refocus(card, held, title);
      readTexts(store.selected);
    }

    /** Long texts are read when a card first asks for them, which then is filled again. */
    async function readTexts(index) {
      const { texts } = store.data.incidents;
      if (index < 0 || texts.has(index)) return;
      await texts.load(index);
      if (store.selected === index && !signal.aborted) show(store, "init");
    }

    card.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        close();
      } else if (event.target.tagName !== "TEXTAREA" && !event.ctrlKey && !event.metaKey && !event.altKey && store.selected >= 0) {
        const by = { n: 1, p: -1 }[event.key];
        if (by) store.step(by, "card");
      }
    }, { signal });
    document.addEventListener("keydown", (event) => {
      const busy = event.defaultPrevented || document.getElementById("about").open;
      if (event.key === "Escape" && !card.hidden && !busy) close();
    }, { signal });
    store.on("select", show).on("feature", show);
    show(store, "init");
  });
})();
