// Filters choose incidents; the same rules as Filters.apply in Python, which a test compares.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const GEO_PRECISIONS = ["exact", "place", "near", "district", "province", "region", "country", "unknown"];
  const CONFIDENCES = ["high", "medium", "low"];
  const VIEW_KEYS = ["layers", "view", "incident", "step", "lang", "compare_start", "compare_end"];
  const MEASURES = ["killed", "injured", "displaced", "houses"];
  const MANY = { type: "types", hotspot: "hotspots", event: "events", sector: "sectors", party: "parties" };
  const ONE = { start: "start", end: "end", q: "text", min_geo_precision: "minGeo",
    min_confidence: "minConfidence", disagree: "disagree", lens: "lens", measure: "measure", as_of: "asOf", zone_km: "zoneKm" };
  const ORDER = ["start", "end", "type", "hotspot", "event", "sector", "party", "q", "min_geo_precision", "min_confidence", "disagree",
    "lens", "measure", "as_of", "zone_km"];
  const MAX_ZONE_KM = 100; // a zone wider than this is no border zone
  const NO_FILTERS = { start: null, end: null, types: [], hotspots: [], events: [], sectors: [], parties: [], text: "", minGeo: "",
    minConfidence: "", disagree: false, lens: "", measure: "", asOf: null, zoneKm: null };
  // what Python's str.isspace takes for white space, hyphens and dashes, apostrophes and primes
  const IGNORED = /[\t-\r\x1c-\x20\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\p{Pd}\u2212'’‘ʼʻ`´′]/gu;

  const dropMarks = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "");

  /** Fold text for searching: case, marks, hyphens, apostrophes and spaces do not count. */
  const foldAny = (text) => dropMarks(dropMarks(text).toLowerCase()).replace(IGNORED, "");
  const PLAIN = /^[\x00-\x7f]*$/; // most texts: the same rules, of which fewer apply
  const PLAIN_IGNORED = /[\t-\r\x1c-\x20'`-]/g;
  const fold = (text) => (PLAIN.test(text) ? text.toLowerCase().replace(PLAIN_IGNORED, "") : foldAny(text));

  function freeze(filters) {
    for (const name of Object.values(MANY)) filters[name] = Object.freeze([...filters[name]]);
    return Object.freeze(filters);
  }

  function readDay(key, text) {
    const day = M.days.fromISO(text);
    if (day === null) throw new Error(`${key}: “${text}” is not a day written YYYY-MM-DD`);
    return day;
  }

  function readChoice(key, text, choices) {
    if (!choices.includes(text)) throw new Error(`${key}: “${text}” is none of ${choices.join(", ")}`);
    return text;
  }

  function checkKilometres(key, value, text) {
    if (!(value >= 0 && value <= MAX_ZONE_KM)) {
      throw new Error(`${key}: “${text}” is not a number from 0 to ${MAX_ZONE_KM}`);
    }
    return value;
  }

  function readKilometres(key, text) {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : NaN;
    return checkKilometres(key, value, text);
  }

  function readValue(key, text) {
    if (key === "start" || key === "end" || key === "as_of") return readDay(key, text);
    if (key === "min_geo_precision") return readChoice(key, text, GEO_PRECISIONS);
    if (key === "min_confidence") return readChoice(key, text, CONFIDENCES);
    if (key === "measure") return readChoice(key, text, MEASURES);
    if (key === "disagree") return readChoice(key, text, ["0", "1"]) === "1";
    return key === "zone_km" ? readKilometres(key, text) : text;
  }

  function check(filters) {
    if (filters.start !== null && filters.end !== null && filters.start > filters.end) {
      throw new Error(`the first day, ${M.days.toISO(filters.start)}, lies after the last, ${M.days.toISO(filters.end)}`);
    }
    if (filters.zoneKm !== null) checkKilometres("zone_km", filters.zoneKm, filters.zoneKm);
    return filters;
  }

  function readPair(filters, key, text, seen) {
    if (Object.hasOwn(MANY, key)) {
      if (text !== "") filters[MANY[key]].push(text);
      return;
    }
    if (!Object.hasOwn(ONE, key)) throw new Error(`“${key}” is not a filter; expected one of ${ORDER.join(", ")}`);
    if (seen.has(key)) throw new Error(`${key} is given more than once`);
    seen.add(key);
    if (text !== "") filters[ONE[key]] = readValue(key, text);
  }

  /** Filters of a query string; keys of the view are passed over, any other key is an error that names it. */
  function parse(query) {
    const filters = { ...NO_FILTERS, ...Object.fromEntries(Object.values(MANY).map((name) => [name, []])) };
    const seen = new Set();
    for (const [key, text] of new URLSearchParams(query)) {
      if (!VIEW_KEYS.includes(key)) readPair(filters, key, text, seen);
    }
    for (const name of Object.values(MANY)) filters[name] = [...new Set(filters[name])];
    return freeze(check(filters));
  }

  /** Filters with some fields changed; throws a sentence when the result cannot be meant. */
  const change = (filters, patch) => freeze(check({ ...filters, ...patch }));

  // as urllib.parse.urlencode writes it, so that both sides give the same text
  const encode = (text) => encodeURIComponent(String(text).replace(/\p{Surrogate}/gu, "\ufffd"))
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, "+");

  function valuesOf(filters, key) {
    const value = filters[MANY[key] ?? ONE[key]];
    if (Array.isArray(value)) return value;
    if (value === null || value === "" || value === false) return [];
    if (value === true) return ["1"];
    return ["start", "end", "as_of"].includes(key) ? [M.days.toISO(value)] : [value];
  }

  function toQuery(filters) {
    return ORDER.flatMap((key) => valuesOf(filters, key).map((value) => `${key}=${encode(value)}`)).join("&");
  }

  M.filters = { parse, change, toQuery, encode, fold, NO_FILTERS: freeze({ ...NO_FILTERS }),
    GEO_PRECISIONS, CONFIDENCES, MEASURES };
})();
