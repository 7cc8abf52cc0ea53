// Distances on the ellipsoid WGS 84, by Vincenty's inverse formula; pyproj gives the same to a millimetre.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const A = 6378137; // metres
  const F = 1 / 298.257223563;
  const B = A * (1 - F);
  const MOST_ROUNDS = 200; // points nearly opposite on the globe do not settle
  const rad = (degrees) => (degrees * Math.PI) / 180;

  /** One round: what follows from a difference of longitude on the auxiliary sphere. */
  function round(lambda, [sinU1, cosU1, sinU2, cosU2]) {
    const sinL = Math.sin(lambda);
    const cosL = Math.cos(lambda);
    const sinS = Math.hypot(cosU2 * sinL, cosU1 * sinU2 - sinU1 * cosU2 * cosL);
    const cosS = sinU1 * sinU2 + cosU1 * cosU2 * cosL;
    const sigma = Math.atan2(sinS, cosS);
    const sinA = sinS === 0 ? 0 : (cosU1 * cosU2 * sinL) / sinS;
    const cosA2 = 1 - sinA ** 2;
    const mid = cosA2 === 0 ? 0 : cosS - (2 * sinU1 * sinU2) / cosA2; // on the equator 0
    const c = (F / 16) * cosA2 * (4 + F * (4 - 3 * cosA2));
    return { sinS, cosS, sigma, sinA, cosA2, mid, c };
  }

  function length({ sinS, cosS, sigma, cosA2, mid }) {
    const u2 = (cosA2 * (A ** 2 - B ** 2)) / B ** 2;
    const a = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
    const b = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
    const last = (b / 6) * mid * (-3 + 4 * sinS ** 2) * (-3 + 4 * mid ** 2);
    return B * a * (sigma - b * sinS * (mid + (b / 4) * (cosS * (-1 + 2 * mid ** 2) - last)));
  }

  /** Metres between two points [lat, lon] in degrees; NaN where the formula does not settle. */
  function metres([lat1, lon1], [lat2, lon2]) {
    const [u1, u2] = [lat1, lat2].map((lat) => Math.atan((1 - F) * Math.tan(rad(lat))));
    const parts = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
    const apart = rad(lon2 - lon1);
    let lambda = apart;
    for (let i = 0; i < MOST_ROUNDS; i += 1) {
      const now = round(lambda, parts);
      const { c, sinA, sigma, sinS, cosS, mid } = now;
      const next = apart + (1 - c) * F * sinA * (sigma + c * sinS * (mid + c * cosS * (-1 + 2 * mid ** 2)));
      if (Math.abs(next - lambda) < 1e-12) return length(now);
      lambda = next;
    }
    return NaN;
  }

  /** Metres along a way of points. */
  const along = (points) => points.slice(1).reduce((sum, point, i) => sum + metres(points[i], point), 0);

  M.geodesic = Object.freeze({ metres, along });
})();
