// The map's own layer control, moved into the side panel and given the dossier's titles and counts.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;

  const located = (rows) => rows.filter((row) => row.lat !== null && row.lat !== undefined).length;

  function drawingTitle(store) {
    const drawing = store.data.meta.drawings.find((one) => one.id === store.drawing());
    return drawing ? M.say("layers.drawn", { date: M.kit.partialDate(drawing.date) }) : null;
  }

  /** What each key shows now; a number, words, or nothing. */
  const COUNTS = {
    incidents: (store) => store.result.counts.visible,
    hotspots: (store) => located(store.data.hotspots),
    enclaves: (store) => new Set(store.data.enclaves.map((row) => row.enclave_id)).size,
    crossings: (store) => located(store.data.crossings),
    milestones: (store) => located(store.data.milestones),
    damage: (store) => located(store.data.damage),
    places: (store) => located(store.data.places),
  };
  function differenceWords(store) {
    const summary = M.difference.summary(store);
    return summary ? M.say("difference.layer", summary) : M.say("difference.none");
  }

  const SUBTITLES = { boundary: drawingTitle, drawing_difference: differenceWords, tiles: () => M.say("layers.tiles_note") };

  function fill(span, key, store) {
    const count = Object.hasOwn(COUNTS, key) ? COUNTS[key](store) : null;
    const subtitle = Object.hasOwn(SUBTITLES, key) ? SUBTITLES[key](store) : null;
    const failed = key === "tiles" && store.tiles.failed ? store.tiles.message || M.say("layers.tiles_failed") : null;
    M.dom.clear(span).append(
      el("span", { class: "layer-name" }, el("span", { text: M.say(`layers.names.${key}`) }),
        subtitle && el("span", { class: "layer-note", text: key === "tiles" ? ` – ${subtitle}` : subtitle }),
        failed && el("span", { class: "layer-note failed", text: failed })),
      count === null ? "" : el("span", { class: "layer-count", text: M.kit.number(count) }));
  }

  /** Leaflet rebuilds its labels whenever a layer comes or goes, so they are dressed again each time. */
  function dress(container, store) {
    for (const label of container.querySelectorAll("label")) {
      const spans = label.querySelectorAll("span");
      const span = label.querySelector("input + span") ?? spans[spans.length - 1];
      if (!span) continue;
      label.dataset.key ??= span.textContent.trim();
      label.classList.add("layer");
      fill(span, label.dataset.key, store);
    }
  }

  function build(store) {
    const container = M.layerControl.getContainer();
    container.className = "layers";
    container.removeAttribute("aria-haspopup");
    const overlays = container.querySelector(".leaflet-control-layers-overlays") ?? container;
    for (const node of overlays.querySelectorAll("[data-group], [data-for]")) node.remove(); // of another language
    const refresh = () => {
      watcher.disconnect();
      dress(overlays, store);
      M.groupLayers(overlays, store);
      watcher.observe(overlays, { childList: true });
    };
    const watcher = new MutationObserver(refresh);
    store.signal?.addEventListener("abort", () => watcher.disconnect());
    for (const name of ["filter", "layer", "tiles"]) store.on(name, refresh);
    refresh();
    return container;
  }

  M.buildLayers = build;
})();
