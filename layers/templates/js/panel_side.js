// The side panel: filters, layers, and how to read the map.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;

  function section(id, title, ...children) {
    return el("section", { attrs: { "aria-labelledby": id } },
      el("div", { class: "section-head" }, el("h2", { text: title, attrs: { id } })), children);
  }

  M.panels.push((store) => {
    const filters = M.buildFilters(store);
    const tools = M.buildTools(store);
    const parts = [section("layers-title", M.say("side.layers"), M.buildLayers(store)),
      section("legend-title", M.say("side.legend"), M.buildLegend(store))];
    const list = M.buildList(store);
    // an embedding page has filters of its own
    document.getElementById("panel").append(...(M.isEmbedded ? [tools, list, ...parts, filters] : [filters, list, tools, ...parts]));
  });
})();
