// Top bar: name, title, the sentence of the current choice, the search, and the page's few commands.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { kit } = M;

  function panelToggle(store) {
    const panel = document.getElementById("panel");
    const toggle = kit.button(M.say("top.panel"), () => show(panel.hidden), {
      attrs: { "aria-controls": "panel", id: "panel-toggle" } });
    function show(open) {
      panel.hidden = !open;
      toggle.setAttribute("aria-expanded", String(open));
      document.body.classList.toggle("panel-open", open);
    }
    M.showPanel = show;
    const { signal } = store;
    const narrow = kit.narrow();
    show(panel.childElementCount ? !panel.hidden : !narrow.matches && !store.storyStep);
    narrow.addEventListener("change", () => show(!narrow.matches), { signal });
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
    }, { signal });
    return toggle;
  }

  /** Begins with the first story, or closes the one that is open. */
  function storyButton(store) {
    const [story] = store.data.stories;
    if (!story) return null;
    const toggle = kit.button(M.say("top.story"), () => {
      if (store.storyStep) store.setStory("");
      else M.stories.go(store, story.steps[0].id);
    }, { attrs: { id: "story-open", "aria-controls": "story" } });
    const refresh = () => toggle.setAttribute("aria-expanded", String(store.storyStep !== ""));
    store.on("story", refresh);
    refresh();
    return toggle;
  }

  /** The other languages, each under its own name. */
  function languageButtons() {
    return M.tongue.spoken().filter((code) => code !== M.tongue.current()).map((code) => {
      const name = M.messages[code].language;
      return kit.button(code.toUpperCase(), () => M.changeLanguage(code), {
        attrs: { id: `speak-${M.tongue.spoken().length === 2 ? "other" : code}`, lang: code, title: name, "aria-label": name } });
    });
  }

  function commands(store) {
    const copy = kit.button(M.say("top.copy"), () => kit.copy(M.address.link(store), copy), { class: "quiet", attrs: { id: "copy-link" } });
    const about = kit.button(M.say("top.about"), () => M.openAbout(about), {
      class: "dark", attrs: { "aria-haspopup": "dialog", id: "about-open" } });
    const find = kit.button(M.say("search.open"), () => M.openSearch(), { attrs: { id: "search-open" } });
    return el("div", { class: "top-commands" }, panelToggle(store), find, storyButton(store), copy, about, languageButtons());
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
