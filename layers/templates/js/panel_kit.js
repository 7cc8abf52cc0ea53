// Small helpers that the panels share: labels, numbers, symbols, copying.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  M.panels ??= [];
  const SVG = "http://www.w3.org/2000/svg";
  const SIGNS = { exact: "", about: "≈ ", at_least: "≥ ", more_than: "> ", at_most: "≤ " };

  /** Make an SVG element; styling by attributes and classes, because the policy forbids style attributes. */
  function svg(tag, attrs = {}, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attrs)) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value));
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return node;
  }

  /** A code in the dossier's words; without a label the code itself, readable. */
  function label(data, group, code) {
    if (code === null || code === undefined || code === "") return "";
    const labels = data.meta.labels?.[group];
    return labels && Object.hasOwn(labels, code) ? String(labels[code]) : String(code).replaceAll("_", " ");
  }

  // a first letter goes down only where the second is small, so that "UN drone" stays
  const lower = (text) => (/^\p{Lu}\p{Ll}/u.test(text) ? text[0].toLowerCase() + text.slice(1) : text);
  const upper = (text) => (text ? text[0].toUpperCase() + text.slice(1) : text);
  const ids = (cell) => (typeof cell === "string" ? cell.split(";").filter(Boolean) : []);

  const formatters = new Map(); // making one is slow

  function formatter(digits) {
    const key = `${M.tongue.current()} ${digits}`;
    if (!formatters.has(key)) formatters.set(key, new Intl.NumberFormat(M.tongue.current(), { maximumFractionDigits: digits }));
    return formatters.get(key);
  }

  /** A number as people read it, a thin space between thousands; unknown is a dash, never 0. */
  function number(value, digits = 1) {
    if (value === null || value === undefined || value === "" || Number.isNaN(Number(value))) return M.dom.EN_DASH;
    return formatter(digits).formatToParts(Number(value)).map((part) => (part.type === "group" ? "\u202f" : part.value)).join("");
  }

  const figure = (qualifier, value) => (SIGNS[qualifier] ?? "") + number(value);

  /** "12 March 2021", "March 2021" or "2021", with the time of day if one is given. */
  function partialDate(text) {
    const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[ T](\d{2}:\d{2}))?/.exec(text ?? "");
    if (!match) return text || M.dom.EN_DASH;
    const [, year, month, day, time] = match;
    if (!month) return year;
    if (!day) return M.days.monthLabel(Number(year) * 12 + Number(month) - 1);
    return M.days.label(M.days.fromISO(`${year}-${month}-${day}`)) + (time ? `, ${time}` : "");
  }

  /** The drawing in force on a day; the same rule as the store's for its own day. */
  function drawingOn(data, day) {
    const { drawings } = data.meta;
    const start = (drawing) => M.days.fromISO(drawing.in_force_from);
    const dated = drawings.filter((drawing) => start(drawing) !== null && start(drawing) <= day)
      .sort((a, b) => start(a) - start(b));
    return dated.at(-1) ?? drawings.filter((drawing) => start(drawing) === null).at(-1) ?? drawings.at(-1) ?? null;
  }

  function fieldOf(text, label) {
    const field = M.dom.el("textarea", { class: "copy-field", attrs: { readonly: true, rows: 3, "aria-label": label } });
    field.value = text;
    const close = () => field.remove();
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
    });
    return field;
  }

  /** Copy text; where the browser offers no clipboard, show it selected after `button`. */
  async function copy(text, button) {
    const words = button.querySelector(".button-words") ?? button;
    const was = words.textContent;
    try {
      await navigator.clipboard.writeText(text);
      words.textContent = M.say("copied");
      button.classList.add("copied");
      setTimeout(() => {
        words.textContent = was;
        button.classList.remove("copied");
      }, 1600);
    } catch {
      const field = fieldOf(text, M.say("copy_by_hand"));
      button.after(field);
      field.focus();
      field.select();
    }
  }

  /** A button with words; `on` is its click handler. */
  function button(text, on, options = {}) {
    const classes = ["button", options.class].filter(Boolean).join(" ");
    return M.dom.el("button", { class: classes, text, attrs: { type: "button", ...options.attrs }, on: { click: on } });
  }

  const narrow = () => window.matchMedia("(max-width: 720px)");

  M.kit = Object.freeze({ svg, label, lower, upper, ids, number, figure, partialDate, drawingOn, copy, button,
    narrow });
})();
