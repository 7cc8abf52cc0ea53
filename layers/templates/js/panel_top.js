// Top bar: name, title, the sentence of the current choice, the search, and the page's few commands.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { kit } = M;
  // strokes in a square of 16; on a phone they stand for the words, which stay the buttons' names
  const ICONS = { panel: "M1 4h4m4 0h6M1 12h8m4 0h2M7 2v4M11 10v4", search: "M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0M10.5 10.5L14.5 14.5",
    story: "M8 4C6 2.5 3.5 2.5 1.5 3v10c2-.5 4.5-.5 6.5 1 2-1.5 4.5-1.5 6.5-1V3C12.5 2.5 10 2.5 8 4v10",
    copy: "M6.5 9.5l3-3M7 4.5l2-2a3 3 0 0 1 4.5 4.5l-2 2M9 11.5l-2 2A3 3 0 0 1 2.5 9l2-2", about: "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M8 7v4.5M8 4.200v.6" };

  /** A command with its words and, on a phone, a sign in their place. */
  function command(icon, text, on, options) {
    const button = kit.button("", on, options);
    button.append(kit.svg("svg", { class: "command-icon", viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" }, kit.svg("path", { d: ICONS[icon] })),
      el("span", { class: "button-words", text }));
    return button;
  }

  function panelToggle(store) {
    const panel = document.getElementById("panel");
    const toggle = command("panel", M.say("top.panel"), () => show(panel.hidden), {
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
    const toggle = command("story", M.say("top.story"), () => {
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
    const copy = command("copy", M.say("top.copy"), () => kit.copy(M.address.link(store), copy), { class: "quiet", attrs: { id: "copy-link" } });
    const about = command("about", M.say("top.about"), () => M.openAbout(about), {
      class: "dark", attrs: { "aria-haspopup": "dialog", id: "about-open" } });
    const find = command("search", M.say("search.open"), () => M.openSearch(), { attrs: { id: "search-open" } });
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
