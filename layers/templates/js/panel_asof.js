// The border as of a day: tied to the end of the range or set on its own, with the status of every stretch.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;

  function hint(store, row) {
    store.hinted = row;
    M.surfaces.ground.invalidate();
  }

  /** One stretch as a button: its words say all, focus and pointer show it on the map, a press opens its card. */
  function sector(store, row) {
    const [status, since, says] = M.tips.statusLines(store, row);
    const open = M.kit.button("", () => store.showFeature({ kind: "boundary", row }, "panel"), { class: "row sector" });
    open.append(el("span", { class: "sector-name", text: row.name }), el("span", { class: "sector-status", text: [status, since].filter(Boolean).join(", ") }),
      says ? el("span", { class: "note block", text: says }) : "");
    for (const name of ["focus", "mouseenter"]) open.addEventListener(name, () => hint(store, row));
    for (const name of ["blur", "mouseleave"]) open.addEventListener(name, () => hint(store, null));
    return el("li", {}, open);
  }

  function tie(store) {
    const release = M.kit.button(M.say("asof.tie"), () => store.set({ asOf: null }), { class: "small" });
    const words = el("span", { class: "note" });
    const refresh = () => {
      const own = store.filters.asOf !== null;
      release.hidden = !own;
      words.textContent = own ? "" : M.say(store.filters.end === null ? "asof.tied_data" : "asof.tied_end", { day: M.days.label(store.asOfDay()) });
    };
    return { node: el("p", { class: "tie" }, words, release), refresh };
  }

  function drawingWords(store) {
    const drawing = store.data.meta.drawings.find(({ id }) => id === store.drawing());
    return drawing ? M.say("asof.drawing", { title: drawing.title }) : M.say("asof.no_drawing");
  }

  /** The body of the tool, and the words beside its name. */
  M.buildAsOf = (store) => {
    const alert = M.fields.alert();
    const day = M.fields.day({ name: "asOf", get: () => store.filters.asOf, set: (asOf) => store.set({ asOf }), alert });
    const tied = tie(store);
    const drawn = el("p", { class: "note" });
    const list = el("ul", { class: "sectors" });
    const refresh = () => {
      day.refresh();
      tied.refresh();
      drawn.textContent = drawingWords(store);
      const held = [...list.querySelectorAll("button")].indexOf(document.activeElement);
      M.dom.clear(list).append(...M.border.inForce(store).map((row) => sector(store, row)));
      if (held >= 0) list.querySelectorAll("button")[held]?.focus();
    };
    store.on("filter", refresh);
    refresh();
    const words = () => M.days.label(store.asOfDay());
    return { body: [M.fields.field(M.say("asof.day"), day.input), tied.node, alert, drawn, list], words,
      active: () => store.filters.asOf !== null };
  };
})();
