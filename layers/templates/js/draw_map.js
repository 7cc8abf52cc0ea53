// The map: panes in their order, surfaces, the layers by key, and what redraws when.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  // from the ground up; each surface is one canvas
  // (relief is multiplied into the fills under it, which looks the same as fills over relief, only clearer)
  const PANES = ["tiles", "fills", "relief", "ground", "symbols", "labels"];
  const SURFACES = ["fills", "ground", "symbols", "labels"];

  const boxOf = ([west, south, east, north]) => L.latLngBounds([[south, west], [north, east]]);

  /** What lies in both boxes. */
  const common = (one, other) => L.latLngBounds(
    [Math.max(one.getSouth(), other.getSouth()), Math.max(one.getWest(), other.getWest())],
    [Math.min(one.getNorth(), other.getNorth()), Math.min(one.getEast(), other.getEast())]);

  /** How far one may pan: to the edge of what is drawn; without a relief, the descriptor's box and some paper. */
  function limits(data) {
    const own = boxOf(data.meta.bounds);
    if (!data.relief) return own.pad(0.1);
    const land = L.latLngBounds(data.countries.flatMap((row) => M.project.cornersOf(row)));
    return land.isValid() ? common(boxOf(data.relief.bounds), land).extend(own) : boxOf(data.relief.bounds);
  }

  /** On a small screen sheets lie over the lower part of the map: what is there must come out from under them. */
  function withSheets(box) {
    const [south, north] = [box.getSouth(), box.getNorth()];
    if (!M.kit.narrow().matches) return box;
    return L.latLngBounds([south - 0.8 * (north - south), box.getWest()], [north, box.getEast()]);
  }

  // zoom steps below the one that shows all, for the room that panels take beside the map
  const spare = () => (M.kit.narrow().matches ? 0.25 : 1);

  /** Zoomed out further there is only blank paper round the data. */
  function limitZoom(map, box) {
    const whole = map.getBoundsZoom(box, false);
    if (Number.isFinite(whole)) map.setMinZoom(Math.max(5, Math.floor(4 * whole) / 4 - spare()));
  }

  /** Room that the panels over the map take, as padding for a fit. */
  function padding() {
    const map = document.getElementById("map").getBoundingClientRect();
    const width = (id) => {
      const node = document.getElementById(id);
      const box = node && !node.hidden ? node.getBoundingClientRect() : null;
      return box && box.height && box.width < map.width / 2 ? box.width + 70 : 70;
    };
    const sheets = ["story", "card"].map((id) => document.getElementById(id)).filter((node) => node && !node.hidden)
      .map((node) => node.getBoundingClientRect()).filter((box) => box.width >= map.width / 2).map((box) => map.bottom - box.top);
    const below = Math.min(Math.max(0, ...sheets), map.height * 0.7); // on a small screen they lie over its lower part
    return { paddingTopLeft: [Math.max(width("panel"), width("story")), 50], paddingBottomRight: [width("card"), 50 + below] };
  }

  /** The box around the points of some rows. */
  function boxOfRows({ point, pointLat, pointLon }, rows) {
    let [south, west, north, east] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < rows.length; i += 1) {
      const at = point[rows[i]];
      if (at < 0) continue;
      const [lat, lon] = [pointLat[at], pointLon[at]];
      if (lat < south) south = lat;
      if (lat > north) north = lat;
      if (lon < west) west = lon;
      if (lon > east) east = lon;
    }
    return south <= north ? L.latLngBounds([south, west], [north, east]) : L.latLngBounds([]);
  }

  /** Take in the room that the map has now; its corner stays, but a map that had no room yet keeps its centre. */
  M.takeRoom = (map = M.map) => {
    const { x, y } = map.getSize();
    map.invalidateSize({ pan: !x || !y, animate: false });
  };

  let fitWaits = false; // all incidents were to be shown while there was no room for any

  function hasRoom({ paddingTopLeft: [left, top], paddingBottomRight: [right, bottom] }) {
    const { x, y } = M.map.getSize();
    return x > left + right && y > top + bottom;
  }

  M.fitIncidents = ({ animate = false } = {}) => {
    const box = boxOfRows(M.store.data.incidents, M.store.result.rows);
    M.takeRoom(); // a panel may just have come or gone
    if (box.isValid()) M.map.fitBounds(box, { ...padding(), maxZoom: 11.5, animate });
    else M.map.setView(M.store.data.meta.centre, M.store.data.meta.zoom);
    fitWaits = box.isValid() && !hasRoom(padding());
  };

  /** "lat,lon,zoom" as it stands in an address; throws a sentence for anything else. */
  function parseView(text) {
    const [lat, lon, zoom, ...rest] = String(text).split(",").map(Number);
    const good = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 22 && !rest.length;
    if (!good) throw new Error(M.say("address.no_view", { value: text }));
    return { centre: [lat, lon], zoom };
  }

  const LABELS_REST_MS = 150;
  let labelTimer = 0;
  let drawnGround = ""; // what the ground was last painted for
  let mover = "page"; // who moves the map just now

  M.showView = (text, origin = "page") => {
    const { centre, zoom } = parseView(text);
    mover = origin;
    M.map.setView(centre, zoom, { animate: false });
    mover = "page";
  };

  function asRoom(move) {
    mover = "room";
    move();
    mover = "page";
  }

  /** The map's room has changed, as in a frame that is laid out late. */
  function followRoom(map) {
    asRoom(() => M.takeRoom(map));
    // a frame later the panels have their new places
    if (fitWaits) requestAnimationFrame(() => { if (fitWaits) asRoom(M.fitIncidents); });
  }

  /** Move the map just so far that a point comes out from under the panels and the edge. */
  function reveal([lat, lon]) {
    const margin = 40;
    M.takeRoom(); // a sheet may have taken the timeline's room
    const size = M.map.getSize();
    const point = M.map.latLngToContainerPoint([lat, lon]);
    const hidden = M.panelBoxes().some(([left, top, width, height]) => point.x > left - margin && point.x < left + width + margin && point.y > top - margin
      && point.y < top + height + margin);
    const outside = point.x < margin || point.y < margin || point.x > size.x - margin || point.y > size.y - margin;
    if (!hidden && !outside) return;
    const { paddingTopLeft, paddingBottomRight } = padding();
    const free = L.bounds(paddingTopLeft, size.subtract(paddingBottomRight));
    M.map.panBy(point.subtract(free.getCenter()), { animate: !M.still() });
  }

  function revealSelected(store, origin) {
    if (store.selected < 0 || origin === "init") return; // an address has a view of its own
    const { lat, lon } = store.data.incidents.place(store.selected);
    // after the card has opened, which may cover the point
    if (lat !== null) requestAnimationFrame(() => reveal([lat, lon]));
  }

  const round = (number, digits) => String(Number(number.toFixed(digits)));

  function viewText(map) {
    const { lat, lng } = map.getCenter();
    return `${round(lat, 4)},${round(lng, 4)},${round(map.getZoom(), 2)}`;
  }

  function makePanes(map) {
    PANES.forEach((name, index) => {
      const pane = map.createPane(name);
      pane.style.zIndex = String(200 + 10 * index);
      pane.classList.add(`pane-${name}`);
    });
  }

  function makeSurfaces(map) {
    const surfaces = {};
    for (const name of SURFACES) {
      surfaces[name] = new M.surface.Surface({ pane: name }).addTo(map);
    }
    return surfaces;
  }

  function repaint() {
    for (const surface of Object.values(M.surfaces)) surface.invalidate();
  }

  /** What fills and lines depend on among the filters: which drawing and statuses are in force, and the zone. */
  function groundKey(store) {
    const day = store.asOfDay();
    const begun = store.data.boundary_status.filter((row) => (M.days.fromISO(row.valid_from) ?? -Infinity) <= day).length;
    return [store.drawing(), begun, store.filters.zoneKm].join();
  }

  /** Dates are dragged: what lies under the symbols is painted anew only when it looks otherwise. */
  function repaintChanged(store) {
    const { fills, ground, symbols, labels } = M.surfaces;
    const now = groundKey(store);
    for (const surface of now === drawnGround ? [symbols] : [fills, ground, symbols]) surface.invalidate();
    drawnGround = now;
    clearTimeout(labelTimer);
    // names keep clear of symbols, not of dots: then they can wait until the dates rest
    if (M.incidentPainter.isDots) labelTimer = setTimeout(() => labels.invalidate(), LABELS_REST_MS);
    else labels.invalidate();
  }

  function listen(map, store) {
    store.on("filter", repaintChanged).on("layer", repaint).on("select", repaint).on("feature", repaint).on("language", repaint);
    store.on("select", revealSelected);
    M.palette.onChange(repaint);
    new ResizeObserver(() => followRoom(map)).observe(map.getContainer());
    map.on("moveend", () => {
      if (mover !== "room") fitWaits = false; // somebody has chosen a view since
      if (!M.paper.isPrinting()) store.noteView(viewText(map), mover);
    });
  }

  /** Make the map; the script that folium writes calls this, then draw() for each layer, then adopt(). */
  M.createMap = () => {
    const { meta } = M.store.data;
    const box = limits(M.store.data);
    const map = L.map("map", { center: meta.centre, zoom: meta.zoom, zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 90,
      minZoom: 5, maxZoom: 16, attributionControl: false, zoomControl: false, maxBounds: withSheets(box),
      maxBoundsViscosity: 1, trackResize: false /* the observer of its room does */, zoomAnimation: !M.still(), fadeAnimation: !M.still(), inertia: !M.still() });
    map.on("resize", () => limitZoom(map, box));
    limitZoom(map, box);
    makePanes(map);
    M.map = map;
    M.surfaces = makeSurfaces(map);
    M.surfaces.fills.addPainter(M.basePainter(M.store));
    M.surfaces.ground.addPainter(M.zonePainter(M.store));
    M.surfaces.labels.addPainter(M.labelPainter(M.store));
    return map;
  };

  /** Paint from now on, or all but names. */
  M.beginPainting = ({ names = true } = {}) => {
    for (const [name, surface] of Object.entries(M.surfaces)) if (names || name !== "labels") surface.begin();
  };

  M.draw = (key) => M.drawers[key](M.store, M.surfaces);

  M.adopt = (control, layers) => {
    const { map, store } = M;
    M.layerControl = control;
    M.layerOf = Object.freeze({ ...layers });
    control.getContainer().querySelector("a")?.remove(); // a link to "#" would leave an embedding page
    for (const [key, layer] of Object.entries(layers)) {
      store.layers[key] = map.hasLayer(layer);
      layer.on("add", () => store.noteLayer(key, true));
      layer.on("remove", () => store.noteLayer(key, false));
    }
    listen(map, store);
    M.listenToPointer(map, store);
    M.listenToKeys(map, store);
  };

  Object.assign(M, { parseView, reveal, mapPadding: padding });
})();
