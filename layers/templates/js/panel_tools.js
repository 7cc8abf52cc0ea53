// Closer looks: the border as of a day, a zone around it, two periods side by side; each opens on demand.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;

  function tool(store, key, { body, words, active, opened }) {
    const now = el("span", { class: "facet-words" });
    const box = el("details", { class: "facet tool", attrs: { "data-tool": key } },
      el("summary", {}, el("span", { text: M.say(`tools.${key}`) }), now), el("div", { class: "tool-body" }, body));
    const refresh = () => {
      now.textContent = words();
      box.classList.toggle("active", active());
    };
    store.on("filter", refresh).on("compare", refresh);
    box.addEventListener("toggle", () => opened?.(box));
    refresh();
    return box;
  }

  M.buildTools = (store) => el("section", { class: "tools", attrs: { "aria-labelledby": "tools-title" } },
    el("div", { class: "section-head" }, el("h2", { text: M.say("tools.title"), attrs: { id: "tools-title" } })),
    tool(store, "asof", M.buildAsOf(store)), tool(store, "zone", M.buildZone(store)), tool(store, "compare", M.buildCompare(store)));
})();
