// The story: a card at the side, one step at a time, whose view the map follows.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { kit } = M;

  function sentences(store, step) {
    const sources = M.cardParts.sources(store.data);
    const body = step.sentences.map((one) => el("p", {}, M.stories.text(one.text), " ", sources.refs(one.source_ids)));
    const list = sources.list();
    return [...body, el("details", { class: "story-sources" }, el("summary", { text: M.say("story.sources") }), list)];
  }

  /** The sources once more, for the foot of a printed page; nothing on the screen. */
  function writePaper(store, step) {
    document.getElementById("story-paper")?.remove();
    if (!step) return;
    const sources = M.cardParts.sources(store.data);
    for (const one of step.sentences) sources.note(one.source_ids);
    document.querySelector("main").append(el("div", { attrs: { id: "story-paper" } }, sources.list()));
  }

  /** Numbered buttons, one per step. */
  function dots(store, step) {
    return el("ol", { class: "story-dots" }, step.story.steps.map((one, number) => el("li", {},
      kit.button(String(number + 1), () => M.stories.go(store, one.id), { class: "dot", attrs: {
        "aria-label": M.say("story.go", { n: number + 1, title: M.stories.text(one.title) }), title: M.stories.text(one.title),
        "aria-current": one.id === step.id ? "step" : null } }))));
  }

  function move(store, by) {
    const step = M.stories.find(store.data, store.storyStep);
    const next = step?.story.steps[step.number + by];
    if (next) M.stories.go(store, next.id);
  }

  function link(store) {
    const query = `step=${store.storyStep}`;
    return M.address.place(query);
  }

  function foot(store, step) {
    const { length } = step.story.steps;
    const back = kit.button(M.say("story.back"), () => move(store, -1), { attrs: { id: "story-back", disabled: step.number === 0 } });
    const next = kit.button(M.say("story.next"), () => move(store, 1), { class: "dark", attrs: { id: "story-next", disabled: step.number === length - 1 } });
    const copy = kit.button(M.say("story.copy"), () => kit.copy(link(store), copy), { class: "quiet", attrs: { id: "story-copy" } });
    return el("div", { class: "story-foot" }, back, next, copy);
  }

  function fill(box, store, step, close) {
    const title = el("h2", { text: M.stories.text(step.title), attrs: { id: "story-title", tabindex: "-1" } });
    M.dom.clear(box).append(
      el("div", { class: "story-head" }, el("p", { class: "kicker", text: M.say("story.at", { title: M.stories.text(step.story.title), n: step.number + 1, of: step.story.steps.length }) }),
        kit.button("×", close, { class: "close", attrs: { "aria-label": M.say("story.close") } })),
      title, el("div", { class: "story-body", attrs: { "aria-live": "polite", tabindex: "0", role: "region", "aria-labelledby": "story-title" } },
        sentences(store, step)), dots(store, step), foot(store, step));
    return title;
  }

  /** The button pressed keeps the focus, or where it is spent, the title takes it. */
  function refocus(box, held, title) {
    const again = held ? document.getElementById(held) : null;
    (again && !again.disabled ? again : title).focus({ preventScroll: true });
  }

  M.panels.push((store) => {
    const box = document.getElementById("story");
    const { signal } = store;
    box.setAttribute("aria-label", M.say("story.name"));

    function close() {
      store.setStory("");
      document.getElementById("story-open")?.focus();
    }

    function refresh(_, origin) {
      const step = M.stories.find(store.data, store.storyStep);
      const inside = box.contains(document.activeElement);
      const held = inside ? document.activeElement.id : null;
      const opens = box.hidden;
      box.hidden = !step;
      document.body.classList.toggle("story-open", Boolean(step));
      writePaper(store, step);
      if (!step) {
        M.dom.clear(box);
        return;
      }
      const title = fill(box, store, step, close);
      if (opens) M.showPanel(false);
      if (inside || (opens && origin !== "init")) refocus(box, held, title);
    }

    box.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1, n: 1, p: -1 }[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (by) {
        event.preventDefault();
        move(store, by);
      }
    }, { signal });
    store.on("story", refresh);
    refresh(store, "init");
  });
})();
