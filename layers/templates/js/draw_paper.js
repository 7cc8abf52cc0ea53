// On paper the map has another shape: what lay free before the reader is brought into it, and put back afterwards.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const paper = matchMedia("print");
  const CARDS = ["panel", "story", "card"];
  const ROOM = { story: 352, card: 384 }; // pixels that a card takes on the paper, where it stands beside what is shown
  let held = null; // the view on the screen while a page is printed

  /** Pixels at each side of the map that cards cover on the screen. */
  function covered(box) {
    const sides = { left: 0, right: 0, bottom: 0 };
    for (const card of CARDS.map((id) => document.getElementById(id)).filter((node) => node && !node.hidden)) {
      const rect = card.getBoundingClientRect();
      if (rect.width > box.width * 0.6) sides.bottom = Math.max(sides.bottom, box.bottom - rect.top);
      else if (rect.left + rect.right < box.left + box.right) sides.left = Math.max(sides.left, rect.right - box.left);
      else sides.right = Math.max(sides.right, box.right - rect.left);
    }
    return sides;
  }

  /** Size of the map on paper, which the style sheet says. */
  function resize(printing) {
    const { style } = M.map.getContainer();
    const sizes = getComputedStyle(document.body);
    style.width = printing ? sizes.getPropertyValue("--paper-width") : "";
    style.height = printing ? sizes.getPropertyValue("--paper-map") : "";
    M.map.invalidateSize({ pan: false, animate: false });
  }

  function hold() {
    const { map } = M;
    if (!map || held) return;
    const size = map.getSize();
    const { left, right, bottom } = covered(map.getContainer().getBoundingClientRect());
    held = { centre: map.getCenter(), zoom: map.getZoom(), bounds: L.latLngBounds(map.containerPointToLatLng([left, 0]),
      map.containerPointToLatLng([Math.max(left + 1, size.x - right), Math.max(1, size.y - bottom)])) };
    resize(true);
    fit();
    for (const canvas of map.getContainer().querySelectorAll("canvas")) keepPixels(canvas);
  }

  /** Chromium prints a canvas that was just painted as its commands, hatches without their transparency. Painted on
   * after it was read, it is printed as a picture. */
  function keepPixels(canvas) {
    const ctx = canvas.getContext("2d");
    if (!canvas.width || !canvas.height) return;
    ctx.getImageData(0, 0, 1, 1);
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillStyle = "#00000001";
    ctx.fillRect(0, 0, 1, 1);
    ctx.restore();
    ctx.getImageData(0, 0, 1, 1);
  }

  const roomFor = (id) => (document.getElementById(id)?.hidden === false ? ROOM[id] : 0);

  function fit() {
    M.map.fitBounds(held.bounds, { animate: false, paddingTopLeft: [roomFor("story"), 0], paddingBottomRight: [roomFor("card"), 0] });
  }

  function release() {
    if (!held) return;
    const { centre, zoom } = held;
    held = null;
    resize(false);
    M.map.setView(centre, zoom, { animate: false });
  }

  window.addEventListener("beforeprint", hold);
  window.addEventListener("afterprint", () => requestAnimationFrame(release));

  /** `onChange` tells what observers of sizes are not told: that the page is laid out for paper, or no longer. */
  M.paper = Object.freeze({ isPrinting: () => held !== null, onChange: (fn, signal) => paper.addEventListener("change", fn, { signal }) });
})();
