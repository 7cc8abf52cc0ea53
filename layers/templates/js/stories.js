// Stories of the dossier: which step is open, and the view that belongs to it.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const WIDTH = 1050; // pixels of free map for which the steps' zoom levels are meant

  /** A step by its id, with its story and number; null where there is none. */
  function find(data, id) {
    for (const story of data.stories) {
      const number = story.steps.findIndex((step) => step.id === id);
      if (number >= 0) return { ...story.steps[number], number, story };
    }
    return null;
  }

  /** Open a step's text and leave the map as it is; an empty id closes the story. */
  function show(store, id, origin = "story") {
    if (id && !find(store.data, id)) throw new Error(M.say("address.no_step", { value: id }));
    store.setStory(id, origin);
  }

  /** Bring what a step shows into the part of the map that the story leaves free. */
  function settle(step) {
    const view = new URLSearchParams(step.query).get("view");
    if (!view) return;
    const { centre, zoom } = M.parseView(view);
    M.takeRoom(); // the card may just have opened
    const size = M.map.getSize();
    const card = document.getElementById("story").getBoundingClientRect();
    const beside = card.width < size.x * 0.6; // on a small screen the card lies below
    const free = { x: size.x - (beside ? card.width : 0), y: size.y - (beside ? 0 : card.height) };
    const less = Math.min(0, Math.log2(free.x / WIDTH));
    const fitted = Math.round((zoom + less) * 4) / 4;
    const middle = M.map.project(centre, fitted).subtract([beside ? card.width / 2 : 0, beside ? 0 : -card.height / 2]);
    M.map.setView(M.map.unproject(middle, fitted), fitted, { animate: false });
  }

  /** Go to a step: filters, layers and map as it says. */
  function go(store, id) {
    const step = find(store.data, id);
    const query = new URLSearchParams(step.query);
    query.set("step", id);
    query.set("lang", M.tongue.current());
    M.address.open(store, query.toString(), "story");
    settle(step);
  }

  /** A text of the dossier that comes in several languages. */
  const text = (texts) => texts[M.tongue.current()] ?? texts[M.tongue.first] ?? "";

  M.stories = Object.freeze({ find, show, go, settle, text });
})();
