// What lies under the pointer: canvases take no events themselves, the map asks each layer in turn.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const POINTS = ["damage", "milestones", "crossings", "hotspots"];
  const TOUCH_SLACK = 10;

  const labelOf = (data, kind, code) => data.meta.labels[kind]?.[code] ?? String(code ?? "").replaceAll("_", " ");

  /** The topmost thing at a point of the map's container, or null. */
  function pickAt(store, point, slack) {
    const corner = M.surfaces.symbols.corner();
    const x = point.x - corner.x;
    const y = point.y - corner.y;
    const view = M.surfaces.symbols.view();
    const { layers } = store;
    const tries = [
      () => layers.incidents && M.incidentPainter.pick(x, y, slack),
      ...POINTS.toReversed().map((key) => () => layers[key] && M.pointPainters[key].pick(x, y, slack)),
      () => layers.boundary && M.border.pick(store, view, x, y),
      () => layers.drawing_difference && M.difference.pick(store, view, x, y),
      () => layers.enclaves && M.areas.pick(store, view, x, y),
    ];
    for (const attempt of tries) {
      const hit = attempt();
      if (hit) return hit;
    }
    return null;
  }

  function crossingLines(store, { row }) {
    const state = M.points.stateAt(store.data, row.crossing_id, store.asOfDay());
    return [row.name, M.say("map.crossing", { state: labelOf(store.data, "state", state?.state ?? "unknown") })];
  }

  const LINES = {
    ...M.tips,
    crossing: crossingLines,
    enclave: (store, { row, faint }) => [row.name, faint ? M.say("map.from", { drawing: drawingTitle(store, row) }) : null],
    hotspot: (store, { row }) => [row.name, labelOf(store.data, "kind", row.kind)],
    milestone: (store, { row }) => [row.title, M.days.span(row)],
    damage: (store, { row }) => [row.place, M.say("map.buildings", { n: row.buildings ?? M.dom.EN_DASH })],
    place: (store, { row }) => [row.name],
  };

  const drawingTitle = (store, row) => store.data.meta.drawings.find(({ id }) => id === row.drawing)?.title ?? row.drawing;

  class Tooltip {
    constructor(container) {
      this.node = M.dom.el("div", { class: "tip", attrs: { role: "status" } });
      this.node.hidden = true;
      container.append(this.node);
    }

    show(lines, point) {
      const [head, ...rest] = lines.filter((line) => line !== null && line !== undefined && line !== "");
      this.node.replaceChildren(M.dom.el("strong", { text: head ?? M.dom.EN_DASH }),
        ...rest.map((line) => M.dom.el("span", { text: line })));
      this.node.hidden = false;
      const right = point.x + 16 + this.node.offsetWidth < this.node.parentNode.clientWidth;
      this.node.style.left = `${right ? point.x + 14 : point.x - 14 - this.node.offsetWidth}px`;
      this.node.style.top = `${Math.max(4, point.y - this.node.offsetHeight - 10)}px`;
    }

    hide() {
      this.node.hidden = true;
    }
  }

  function choose(store, hit) {
    if (!hit) {
      if (store.selected >= 0) store.select(-1, "map");
      else if (store.feature) store.showFeature(null, "map");
    } else if (hit.kind === "incident") {
      const inOrder = Array.from(hit.indexes).sort((a, b) => a - b); // rows lie in order of date
      store.select(inOrder[0], "map", inOrder);
    } else if (hit.kind !== "place") {
      store.showFeature({ kind: hit.kind, row: hit.row }, "map");
    }
  }

  M.listenToPointer = (map, store) => {
    const tip = new Tooltip(map.getContainer());
    M.tip = tip;
    const touch = (event) => event.originalEvent?.pointerType === "touch";
    map.on("mousemove", (event) => {
      const hit = pickAt(store, event.containerPoint, 0);
      map.getContainer().classList.toggle("over", Boolean(hit) && hit.kind !== "place");
      if (hit) tip.show(LINES[hit.kind](store, hit), event.containerPoint);
      else tip.hide();
    });
    map.on("mouseout dragstart zoomstart", () => tip.hide());
    map.on("click", (event) => {
      tip.hide();
      if (M.measure.take(event.latlng)) return;
      choose(store, pickAt(store, event.containerPoint, touch(event) ? TOUCH_SLACK : 1));
    });
  };

  M.listenToKeys = (map, store) => {
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target !== map.getContainer()) return;
      if (M.measure.takeKey(event.key) || M.walk.take(store, event, M.tip)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      const by = { n: 1, p: -1 }[event.key];
      if (by) store.step(by, "map");
      else if (event.key === "Escape") store.select(-1, "map");
    });
  };
})();
