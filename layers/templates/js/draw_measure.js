// Measuring on the map: coordinates under the pointer, and the geodesic length of a way of points.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  let way = null; // points [lat, lon] while measuring, else null
  let drawn = null; // what shows them on the map
  let control = null;

  const figure = (degrees) => degrees.toFixed(4); // as maps and receivers take it, whatever the language

  const CoordinateControl = L.Control.extend({
    options: { position: "bottomright" },
    onAdd(map) {
      this._node = el("p", { class: "map-coordinates" });
      this._say = ({ latlng }) => { this._node.textContent = M.say("map.at", { lat: figure(latlng.lat), lon: figure(latlng.lng) }); };
      this._middle = () => this._say({ latlng: map.getCenter() });
      map.on("mousemove", this._say).on("moveend", this._middle);
      this._middle();
      return this._node;
    },
    onRemove(map) {
      map.off("mousemove", this._say).off("moveend", this._middle);
    },
  });

  function words() {
    if (way.length < 2) return M.say("measure.how");
    const metres = M.geodesic.along(way);
    const distance = metres < 1000 ? M.say("units.m", { value: M.kit.number(metres, 0) }) : M.say("units.km", { value: M.kit.number(metres / 1000, 2) });
    return M.say("measure.length", { distance, n: way.length });
  }

  function draw() {
    drawn?.remove();
    drawn = null;
    if (!way?.length) return;
    const dots = way.map((at) => L.circleMarker(at, { radius: 4, className: "measure-dot", interactive: false }));
    drawn = L.layerGroup([L.polyline(way, { className: "measure-line", interactive: false }), ...dots]).addTo(M.map);
  }

  function change(points) {
    way = points;
    draw();
    M.map.doubleClickZoom[way ? "disable" : "enable"](); // two points near each other are no wish to zoom
    M.map.getContainer().classList.toggle("measuring", way !== null);
    control?.refresh();
  }

  const MeasureControl = L.Control.extend({
    options: { position: "bottomright" },
    onAdd() {
      this._said = el("p", { attrs: { role: "status" } });
      this._clear = M.kit.button(M.say("measure.clear"), () => change([]), { class: "small" });
      this._panel = el("div", { class: "map-measure" }, this._said, el("div", { class: "measure-row" }, this._clear,
        M.kit.button(M.say("measure.end"), () => { change(null); this._toggle.focus(); }, { class: "small" })));
      this._toggle = M.kit.button(M.say("measure.start"), () => change(way ? null : []), { class: "small measure-toggle",
        attrs: { id: "measure", "aria-pressed": "false" } });
      const box = el("div", { class: "measure-box" }, this._panel, this._toggle);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    },
    refresh() {
      this._panel.hidden = way === null;
      this._toggle.setAttribute("aria-pressed", String(way !== null));
      this._said.textContent = way === null ? "" : words();
      this._clear.hidden = !way?.length;
    },
  });

  /** The measuring controls, made anew with the other ones. */
  function makeControls() {
    control = new MeasureControl();
    return [new CoordinateControl(), control];
  }

  const KEYS = {
    Enter: () => change([...way, [M.map.getCenter().lat, M.map.getCenter().lng]]),
    Backspace: () => change(way.slice(0, -1)),
    Escape: () => change(null),
  };

  /** Take a click or a key of the map while measuring; true when it was taken. */
  const take = (latlng) => {
    if (way === null) return false;
    change([...way, [latlng.lat, latlng.lng]]);
    return true;
  };

  const takeKey = (key) => {
    if (way === null || !Object.hasOwn(KEYS, key)) return false;
    KEYS[key]();
    return true;
  };

  M.measure = Object.freeze({ makeControls, refresh: () => control?.refresh(), take, takeKey, points: () => way });
})();
