// The incidents as a list in order of date: for a screen reader, for a phone, for whoever reads rather than looks.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;

  M.buildList = (store) => {
    const words = el("span", { class: "facet-words" });
    const body = el("div");
    const box = el("details", { class: "facet tool", attrs: { id: "incident-list" } },
      el("summary", {}, el("span", { text: M.say("side.list") }), words), body);
    const refresh = () => {
      words.textContent = M.kit.number(store.result.counts.shown);
      if (box.open) M.dom.clear(body).append(M.cardParts.incidentButtons(store, store.ordered()));
    };
    box.addEventListener("toggle", refresh);
    store.on("filter", refresh);
    refresh();
    return box;
  };
})();
