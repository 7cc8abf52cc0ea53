// A surface is one canvas that several layers paint on in a fixed order; it follows the map as Leaflet's own
// renderers do (moved while dragging, scaled while zooming, painted anew at rest).
(() => {
  "use strict";
  const M = (window.marchland ??= {});

  const ON_PAPER = 2.5; // 300 dots an inch

  const Surface = L.Renderer.extend({
    options: { padding: 0.2 },

    initialize(options) {
      L.Renderer.prototype.initialize.call(this, options);
      this._painters = [];
      this._frame = null;
      this._begun = false;
    },

    getEvents() {
      // where the map resets its view it tells of the end of a move as well: once is enough
      const { viewreset, ...events } = L.Renderer.prototype.getEvents.call(this);
      return { ...events, move: this._onMove };
    },

    /** Paint, now and from now on: before the first view is known it would be in vain. */
    begin() {
      if (this._begun) return;
      this._begun = true;
      this.paint();
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._ctx = this._container.getContext("2d");
    },

    _destroyContainer() {
      cancelAnimationFrame(this._frame);
      this._container.remove();
      delete this._container;
    },

    _onMove() {
      // a long drag would run out of the margin that was painted
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const size = this._map.getSize();
      const inside = this._bounds && this._bounds.contains([corner, corner.add(size)]);
      if (!inside && !this._map._animatingZoom) this._update();
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = M.paper.isPrinting() ? ON_PAPER : Math.min(window.devicePixelRatio || 1, 3);
      const canvas = this._container;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      this._ratio = ratio;
      this.paint();
      this.fire("update");
    },

    /** Paint before the next frame, however often this is asked for. */
    invalidate() {
      if (this._frame || !this._map || !this._begun) return;
      this._frame = requestAnimationFrame(() => {
        this._frame = null;
        if (this._map && !this._map._animatingZoom) this.paint();
      });
    },

    view() {
      const corner = this._bounds.min.add(this._map.getPixelOrigin());
      const size = this._bounds.getSize();
      return new M.project.View({ zoom: this._map.getZoom(), left: corner.x, top: corner.y, width: size.x,
        height: size.y });
    },

    /** Corner of the canvas in pixels of the map's container. */
    corner() {
      return this._map.layerPointToContainerPoint(this._bounds.min);
    },

    paint() {
      if (!this._begun) return;
      const view = this.view();
      const ctx = this._ctx;
      ctx.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
      ctx.clearRect(0, 0, view.width, view.height);
      for (const { paint } of this._painters) {
        ctx.save();
        paint(ctx, view);
        ctx.restore();
      }
    },

    addPainter(painter) {
      this._painters = [...this._painters, painter].sort((a, b) => a.order - b.order);
      this.invalidate();
    },

    removePainter(painter) {
      this._painters = this._painters.filter((other) => other !== painter);
      this.invalidate();
    },
  });

  /** A Leaflet layer that only says what is painted where: {order, paint(ctx, view), surface}. */
  const PaintedLayer = L.Layer.extend({
    initialize(surface, painter) {
      this._surface = surface;
      this._painter = painter;
    },
    onAdd() {
      this._surface.addPainter(this._painter);
    },
    onRemove() {
      this._surface.removePainter(this._painter);
    },
  });

  M.surface = Object.freeze({ Surface, PaintedLayer });
  M.drawers = {}; // layer key -> fn(store, surfaces) giving a Leaflet layer
})();
