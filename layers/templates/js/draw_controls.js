// Controls of the map itself: zoom, home, scale and the credits of what is shown.
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  function button(text, label, onClick) {
    return M.dom.el("button", { text, attrs: { type: "button", "aria-label": label, title: label },
      on: { click: onClick } });
  }

  M.controls = [];

  const ZoomControl = L.Control.extend({
    options: { position: "bottomright" },
    onAdd(map) {
      const box = M.dom.el("div", { class: "map-zoom" },
        button("+", M.say("map.in"), () => map.zoomIn(1)),
        button("−", M.say("map.out"), () => map.zoomOut(1)),
        button("⌂", M.say("map.all"), () => M.fitIncidents()));
      L.DomEvent.disableClickPropagation(box);
      return box;
    },
  });

  const CreditControl = L.Control.extend({
    options: { position: "bottomright" },
    onAdd() {
      this._node = M.dom.el("p", { class: "map-credit" });
      return this._node;
    },
    say(text) {
      this._node.textContent = text;
    },
  });

  const NoteControl = L.Control.extend({
    options: { position: "bottomright" },
    onAdd() {
      this._node = M.dom.el("div", { class: "map-note", attrs: { role: "status" } });
      return this._node;
    },
    say(lines) {
      this._node.replaceChildren(...lines.map((line) => M.dom.el("p", { text: line })));
      this._node.hidden = !lines.length;
    },
  });

  const BASE_FIRST = ["countries", "boundaries", "enclaves", "lakes", "relief", "places"];
  const RESOURCE_OF = { boundary: "boundaries", earlier_drawing: "boundaries" };

  /** Attributions of the layers that are on, each once, then the library's name. */
  function credits(store) {
    const { licences, tiles } = store.data.meta;
    const shown = new Set(store.layersOn().map((key) => RESOURCE_OF[key] ?? key));
    const rank = ({ resource }) => (BASE_FIRST.includes(resource) ? BASE_FIRST.indexOf(resource) : BASE_FIRST.length);
    const lines = licences.filter(({ resource }) => shown.has(resource)).sort((a, b) => rank(a) - rank(b))
      .map(({ attribution }) => short(attribution));
    if (tiles && store.layers.tiles) lines.push(tiles.attribution);
    return [...new Set([...lines.filter(Boolean), "Leaflet"])].join(" · ");
  }

  /** Who is to be named; the whole attribution and the licence stand in the about dialog. */
  const short = (attribution) => attribution.split(/[;,]| \(/)[0].trim().slice(0, 80);

  /** Put the controls on the map anew; a later one stands above an earlier one. */
  M.addControls = (map, store) => {
    for (const control of M.controls.splice(0)) control.remove();
    const credit = new CreditControl();
    const note = new NoteControl();
    const [coordinates, measure] = M.measure.makeControls();
    M.controls.push(credit, L.control.scale({ imperial: false, maxWidth: 120, position: "bottomright" }), coordinates, new ZoomControl(),
      measure, note);
    for (const control of M.controls) map.addControl(control);
    M.measure.refresh();
    const say = () => credit.say(credits(store));
    store.on("layer", say);
    say();
    const sayNotes = () => note.say(M.mapNotes(store));
    store.on("filter", sayNotes).on("dots", sayNotes);
    sayNotes();
  };
})();
