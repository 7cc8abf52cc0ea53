// Top bar: name, title, the sentence of the current choice, and the page's few commands.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;

  /** The address that opens this choice again; inside a frame only its query means anything. */
  function address(store) {
    const query = store.address();
    const here = location.href.split(/[?#]/)[0];
    return window.parent === window && /^(https?|file):/.test(here) ? `${here}?${query}` : query;
  }

  function panelToggle(store) {
    const panel = document.getElementById("panel");
    const toggle = M.kit.button("Layers & filters", () => show(panel.hidden), {
      attrs: { "aria-controls": "panel", id: "panel-toggle" } });
    function show(open) {
      panel.hidden = !open;
      toggle.setAttribute("aria-expanded", String(open));
      document.body.classList.toggle("panel-open", open);
    }
    const narrow = M.kit.narrow();
    show(!narrow.matches);
    narrow.addEventListener("change", () => show(!narrow.matches));
    // on a small screen the card takes the panel's place
    const yieldPlace = () => {
      if (narrow.matches && (store.selected >= 0 || store.feature)) show(false);
    };
    store.on("select", yieldPlace).on("feature", yieldPlace);
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !narrow.matches) return;
      event.preventDefault();
      event.stopPropagation();
      show(false);
      toggle.focus();
    });
    return toggle;
  }

  function commands(store) {
    const copy = M.kit.button("Copy link", () => M.kit.copy(address(store), copy), { class: "quiet" });
    const about = M.kit.button("About & sources", () => M.openAbout(about), {
      class: "dark", attrs: { "aria-haspopup": "dialog", id: "about-open" } });
    const find = M.kit.button(M.say("search.open"), () => M.openSearch(), { attrs: { id: "search-open" } });
    return el("div", { class: "top-commands" }, panelToggle(store), find, copy, about);
  }

  M.panels.push((store) => {
    const { meta } = store.data;
    document.body.classList.toggle("embedded", M.isEmbedded); // an embedding page says name and title itself
    const chosen = el("span", { class: "caption-chosen" });
    const line = el("span", { class: "caption-line" });
    document.getElementById("top").append(
      el("h1", { class: "top-name" }, el("span", { class: "wordmark", text: "Marchland" }),
        el("span", { class: "top-title", text: meta.title })),
      el("p", { class: "caption", attrs: { id: "caption" } }, chosen, el("span", { class: "caption-dot", text: " · " }), line),
      M.buildSearch(store), commands(store));
    const refresh = () => {
      const words = M.caption(store);
      chosen.textContent = words.chosen;
      line.textContent = words.line;
    };
    store.on("filter", refresh);
    refresh();
  });
})();
