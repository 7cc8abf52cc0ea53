// Two periods on one map: the first left of a handle, the second right of it, on one scale.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const STEP = 0.02;
  let share = 0.5; // of the map's width
  let bar = null;

  /** The handle's place in pixels of a canvas; null while nothing is compared. */
  function edge(store) {
    return store.compare ? share * M.map.getSize().x - M.surfaces.symbols.corner().x : null;
  }

  function repaint() {
    for (const surface of Object.values(M.surfaces)) surface.invalidate();
  }

  function put(value) {
    share = Math.max(0.02, Math.min(0.98, value));
    if (!bar) return;
    bar.style.left = `${share * 100}%`;
    const handle = bar.querySelector(".split-handle");
    handle.setAttribute("aria-valuenow", String(Math.round(share * 100)));
    repaint();
  }

  function listen(handle) {
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
      handle.focus();
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const box = M.map.getContainer().getBoundingClientRect();
      put((event.clientX - box.left) / box.width);
    });
    handle.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -STEP, ArrowRight: STEP, PageDown: -5 * STEP, PageUp: 5 * STEP }[event.key];
      const to = { Home: 0, End: 1 }[event.key] ?? (by === undefined ? null : share + by);
      if (to === null) return;
      event.preventDefault();
      event.stopPropagation();
      put(to);
    });
  }

  function build(store) {
    const handle = el("div", { class: "split-handle", attrs: { role: "slider", tabindex: "0", "aria-label": M.say("compare.handle"),
      "aria-orientation": "horizontal", "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(share * 100) } });
    listen(handle);
    const node = el("div", { class: "split" },
      el("span", { class: "split-name first", text: M.compareWords.period(store.filters) }),
      el("span", { class: "split-name second", text: M.compareWords.period(store.compare) }), handle);
    for (const stop of [L.DomEvent.disableClickPropagation, L.DomEvent.disableScrollPropagation]) stop(handle);
    return node;
  }

  /** Free room left of the card and right of the panel: where the handle stands at first. */
  function firstShare() {
    const width = M.map.getSize().x;
    const left = M.panelBoxes().filter(([x, , w]) => x < width / 3 && w < width / 2).reduce((most, [x, , w]) => Math.max(most, x + w), 0);
    return (left + width) / 2 / width;
  }

  function refresh(store) {
    if (!bar && store.compare) share = firstShare();
    bar?.remove();
    bar = store.compare ? build(store) : null;
    if (bar) M.map.getContainer().append(bar);
    put(share);
  }

  M.split = Object.freeze({ edge, put });
  M.panels.push((store) => {
    store.on("compare", refresh).on("filter", refresh);
    M.map.off("move", repaint);
    M.map.on("move", () => { if (store.compare) repaint(); });
    refresh(store);
  });
})();
