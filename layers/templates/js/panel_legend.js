// How to read the map: each symbol as the map draws it, and only what is on the map now.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const { svg } = M.kit;

  const WIDTH = 36;
  const HEIGHT = 22;
  const CX = WIDTH / 2;
  const CY = HEIGHT / 2;

  const picture = (...shapes) => svg("svg", { class: "key", width: WIDTH, height: HEIGHT,
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" }, shapes);
  const circle = (r, className) => svg("circle", { cx: CX, cy: CY, r, class: className });
  const line = (className) => svg("line", { x1: 3, x2: WIDTH - 3, y1: CY, y2: CY, class: className });
  const statusLine = (style) => (style ? svg("line", { x1: 3, x2: WIDTH - 3, y1: CY, y2: CY, class: "k-line",
    "stroke-width": style.width, "stroke-dasharray": style.dash.join(" ") || null }) : []);
  const path = (d, className) => svg("path", { d, class: className });

  const box = (x, className = "") => svg("rect", { x, y: CY - 4, width: 8, height: 8, class: `k-crossing ${className}` });

  function hatch(className) {
    const strokes = [];
    for (let x = 2; x < WIDTH + 10; x += 6) strokes.push(`M${x - 12} ${HEIGHT - 3}L${x + 4} 3`);
    const clip = svg("clipPath", { id: `clip-${className}` }, svg("rect", { x: 5, y: 4, width: WIDTH - 10, height: HEIGHT - 8 }));
    return [clip, svg("rect", { x: 5, y: 4, width: WIDTH - 10, height: HEIGHT - 8, class: `k-${className}-box` }),
      svg("path", { d: strokes.join(""), class: `k-${className}`, "clip-path": `url(#clip-${className})` })];
  }

  const SYMBOLS = {
    dot: () => picture(circle(6, "k-dot")),
    near: () => picture(circle(10, "k-ring"), circle(5.5, "k-dot")),
    ring: () => picture(hatch("vague-hatch"), circle(10, "k-ring"), circle(5.5, "k-dot k-vague")),
    ...M.legendExtra.symbols({ picture, circle }),
    stack: () => picture(circle(9, "k-dot"),
      svg("text", { x: CX, y: CY + 3.6, class: "k-count", "text-anchor": "middle" }, document.createTextNode("5"))),
    hotspot: () => picture(circle(3, "k-hotspot")),
    earlier: () => picture(line("k-earlier")),
    enclave: () => picture(hatch("hatch")),
    crossing: () => picture(box(1.5), box(14), box(26.5, "k-full"), path("M14 7v8h8z", "k-half")),
    milestone: () => picture(path(`M${CX} ${CY - 6}l6 6-6 6-6-6z`, "k-milestone")),
    damage: () => picture(path(`M${CX} ${CY - 6}l6 11h-12z`, "k-damage")),
    possible: () => picture(svg("rect", { x: CX - 8, y: 8, width: 6, height: 11, class: "k-bar" }),
      svg("rect", { x: CX + 2, y: 4, width: 6, height: 15, class: "k-bar-possible" })),
    norecord: () => picture(hatch("norecord")),
  };

  const item = (symbol, text) => el("li", {}, symbol, el("span", { text }));

  /** Statuses of the sectors on the day of the line, each once, in the order of the table. */
  function statuses(store) {
    const day = store.asOfDay();
    const current = new Map();
    for (const row of store.data.boundary_status) {
      const from = M.days.fromISO(row.valid_from) ?? -Infinity;
      const known = current.get(row.sector_id);
      if (from <= day && (!known || from >= known.from)) current.set(row.sector_id, { from, status: row.status });
    }
    return [...new Set([...current.values()].map((one) => one.status))];
  }

  function statusItems(store) {
    return statuses(store).map((status) => item(picture(statusLine(M.border.styleOf(store.data, status))),
      M.say("legend.line", { status: M.kit.lower(M.kit.label(store.data, "status", status)) })));
  }

  function uncertainty(store, precision, words) {
    const metres = store.data.meta.uncertainty_m?.[precision];
    return metres ? M.say("legend.within", { words, km: metres / 1000 }) : words;
  }

  /** [layer it belongs to, symbol, words, tables it needs] */
  function entries(store) {
    const { data } = store;
    return [
      ["incidents", "dot", M.say("legend.dot")],
      ["incidents", "near", uncertainty(store, "near", M.say("legend.near"))],
      ["incidents", "ring", M.say("legend.ring")],
      ["incidents", "stack", M.say("legend.stack")],
      ...M.legendExtra.entries(store),
      ["hotspots", "hotspot", M.say("legend.hotspot"), data.hotspots],
      ["enclaves", "enclave", M.say("legend.enclave"), data.enclaves],
      ["crossings", "crossing", M.say("legend.crossing"), data.crossings],
      ["milestones", "milestone", M.say("legend.milestone"), data.milestones],
      ["damage", "damage", M.say("legend.damage"), data.damage],
      ["earlier_drawing", "earlier", M.say("legend.earlier"), data.boundaries],
    ].filter(([key, , , rows]) => store.layers[key] && (rows === undefined || rows.length))
      .map(([, symbol, words]) => item(SYMBOLS[symbol](), words));
  }

  function build(store) {
    const list = el("ul", { class: "legend" });
    const refresh = () => {
      M.dom.clear(list).append(...entries(store), ...(store.layers.boundary ? statusItems(store) : []),
        item(SYMBOLS.possible(), M.say("legend.possible")),
        item(SYMBOLS.norecord(), M.say("legend.norecord")));
    };
    for (const name of ["filter", "layer"]) store.on(name, refresh);
    refresh();
    return list;
  }

  M.buildLegend = build;
})();
