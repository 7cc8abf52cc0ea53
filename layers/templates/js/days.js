// Days are whole numbers since 1970-01-01 (UTC), so that no time zone can move them.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const NONE = -2147483648;
  const DAY_MS = 86400000;
  const months = (form) => M.tongue.message(`months.${form}`);
  const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

  /** Day number of "YYYY-MM-DD"; null for anything that is not a day of the calendar. */
  function fromISO(text) {
    const match = ISO_DAY.exec(text ?? "");
    if (!match) return null;
    const [year, month, day] = match.slice(1).map(Number);
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day); // Date.UTC would read year 25 as 1925
    const real = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return real ? Math.round(date.getTime() / DAY_MS) : null;
  }

  /** Year, month (0 is January) and day of the calendar; whole numbers only, for it is asked for every row. */
  function parts(day) {
    const shifted = day + 719468; // days since 1 March of the year 0
    const era = Math.floor(shifted / 146097);
    const ofEra = shifted - era * 146097;
    const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
    const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const march = Math.floor((5 * ofYear + 2) / 153); // months since March
    const month = (march + 2) % 12;
    return { year: yearOfEra + era * 400 + (month < 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * march + 2) / 5) + 1 };
  }

  const pad = (number, width) => String(number).padStart(width, "0");

  function toISO(day) {
    const at = parts(day);
    return `${pad(at.year, 4)}-${pad(at.month + 1, 2)}-${pad(at.day, 2)}`;
  }

  const isDay = (day) => day !== null && day !== undefined && day !== NONE;

  /** "16 Sep 2022", for buttons and axes. */
  function label(day) {
    if (!isDay(day)) return M.dom.EN_DASH;
    const at = parts(day);
    return `${at.day} ${months("short")[at.month]} ${at.year}`;
  }

  /** "16 September 2022", for sentences. */
  function long(day) {
    const at = parts(day);
    return `${at.day} ${months("of_day")[at.month]} ${at.year}`;
  }

  /** A range that leaves out what both ends share: "14–20 September 2022". */
  function range(first, last) {
    if (first === last) return long(first);
    const from = parts(first);
    const to = parts(last);
    if (from.year === to.year && from.month === to.month) return `${from.day}–${long(last)}`;
    if (from.year === to.year) return `${from.day} ${months("of_day")[from.month]} – ${long(last)}`;
    return `${long(first)} – ${long(last)}`;
  }

  function coarse(first, last, precision) {
    const from = parts(first);
    const to = parts(last);
    const name = precision === "year" ? (at) => String(at.year) : (at) => `${months("alone")[at.month]} ${at.year}`;
    return name(from) === name(to) ? name(from) : `${name(from)} – ${name(to)}`;
  }

  /** The date of a row in words, no finer than its date_precision. */
  function span(row) {
    const first = fromISO(row.date_start ?? row.date ?? row.date_end);
    if (first === null) return M.say("days.unknown");
    const last = fromISO(row.date_end) ?? first;
    if (row.date_precision === "month" || row.date_precision === "year") {
      return coarse(first, last, row.date_precision);
    }
    return row.date_precision === "week" ? M.say("days.week", { days: range(first, last) }) : range(first, last);
  }

  /** Months are counted from year 0, so that neighbours differ by one. */
  function monthIndex(day) {
    const at = parts(day);
    return at.year * 12 + at.month;
  }

  function monthStart(index) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(index / 12), index % 12, 1);
    return Math.round(date.getTime() / DAY_MS);
  }

  const monthEnd = (index) => monthStart(index + 1) - 1;
  const monthLabel = (index) => `${months("short")[index % 12]} ${Math.floor(index / 12)}`;
  const yearOf = (day) => parts(day).year;

  M.days = Object.freeze({ NONE, isDay, fromISO, toISO, label, long, range, span, monthIndex, monthStart, monthEnd,
    monthLabel, yearOf });
})();
