// Marks on symbols of incidents: the hatch of a vague place, and the sign of claims that differ.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const SIGN_R = 6.5;

  function trace(ctx, rings) {
    ctx.beginPath();
    for (const { x, y, r } of rings) {
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, 2 * Math.PI);
    }
  }

  /** One fill and one stroke for all rings of a kind, so that a crowd of them does not hide the map. */
  function paintKind(ctx, rings, { fills, dash }) {
    if (!rings.length) return;
    trace(ctx, rings);
    for (const [style, alpha] of fills) {
      Object.assign(ctx, { fillStyle: style, globalAlpha: alpha });
      ctx.fill("nonzero");
    }
    Object.assign(ctx, { strokeStyle: M.palette().accent, lineWidth: 1, globalAlpha: 0.6 });
    ctx.setLineDash(dash);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  /** Rings: plain where the point is near, hatched where only a district or another place's point is known. */
  function rings(ctx, all) {
    const { accent } = M.palette();
    paintKind(ctx, all.filter((ring) => !ring.vague), { fills: [[accent, 0.06]], dash: [3, 2.6] });
    paintKind(ctx, all.filter((ring) => ring.vague), { fills: [[accent, 0.04], [M.areas.hatch(ctx, accent), 0.16]], dash: [6, 4] });
  }

  /** ≠ at the upper right of a symbol of which two claims give different figures. */
  function differs(ctx, { x, y, radius }) {
    const palette = M.palette();
    const at = { x: x + radius * 0.72 + 2, y: y - radius * 0.72 - 2 };
    ctx.beginPath();
    ctx.arc(at.x, at.y, SIGN_R, 0, 2 * Math.PI);
    Object.assign(ctx, { globalAlpha: 1, fillStyle: palette["map-halo"], strokeStyle: palette.ink, lineWidth: 1.2 });
    ctx.fill();
    ctx.stroke();
    ctx.beginPath();
    for (const [x1, y1, x2, y2] of [[-3, -1.3, 3, -1.3], [-3, 1.3, 3, 1.3], [-1.6, 3.2, 1.6, -3.2]]) {
      ctx.moveTo(at.x + x1, at.y + y1);
      ctx.lineTo(at.x + x2, at.y + y2);
    }
    ctx.stroke();
  }

  M.marks = Object.freeze({ rings, differs });
})();
