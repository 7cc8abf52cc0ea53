// The layer control in groups, and how strongly a picture under the rest is shown.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const GROUPS = {
    record: ["incidents", "hotspots", "crossings", "milestones", "damage"],
    line: ["boundary", "enclaves", "earlier_drawing", "drawing_difference"],
    base: ["places", "countries", "lakes", "relief", "tiles"],
  };
  const PICTURES = ["relief", "tiles"];
  const shares = new Map(); // per cent, by layer; kept while the page is open

  const groupOf = (key) => Object.keys(GROUPS).find((name) => GROUPS[name].includes(key)) ?? "line";

  function setShare(key, percent) {
    shares.set(key, percent);
    M.map.getPane(key).style.opacity = String(percent / 100);
  }

  function slider(key) {
    const input = el("input", { attrs: { type: "range", min: 10, max: 100, step: 5, "data-opacity": key,
      "aria-label": M.say("layers.opacity", { layer: M.say(`layers.names.${key}`) }) } });
    input.value = String(shares.get(key) ?? 100);
    input.addEventListener("input", () => setShare(key, Number(input.value)));
    return el("div", { class: "layer-opacity", attrs: { "data-for": key } }, el("span", { class: "note", text: M.say("layers.strength") }), input);
  }

  /** Nodes of the control in the order in which they are to stand. */
  function arrange(container, store) {
    const labels = [...container.querySelectorAll("label.layer")];
    return Object.keys(GROUPS).flatMap((name) => {
      const own = labels.filter((label) => groupOf(label.dataset.key) === name);
      if (!own.length) return [];
      const head = container.querySelector(`[data-group="${name}"]`) ?? el("h3", { class: "layer-group", text: M.say(`layers.groups.${name}`), attrs: { "data-group": name } });
      return [head, ...own.flatMap((label) => {
        const { key } = label.dataset;
        if (!PICTURES.includes(key) || !store.layers[key]) return [label];
        return [label, container.querySelector(`[data-for="${key}"]`) ?? slider(key)];
      })];
    });
  }

  /** Put the labels of the control in groups; what stands right already is not touched, so that it keeps the focus. */
  M.groupLayers = (container, store) => {
    const nodes = arrange(container, store);
    const same = nodes.length === container.children.length && nodes.every((node, i) => container.children[i] === node);
    if (same) return;
    const held = document.activeElement;
    container.replaceChildren(...nodes);
    if (held && container.contains(held)) held.focus({ preventScroll: true });
  };
})();
