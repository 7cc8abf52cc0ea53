// Fields that several panels use: a label over an input, a day, a choice; a choice that cannot be meant is said.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const { el } = M.dom;
  const EARLIEST_TYPED = 1000; // a year still being typed ("2", "20", "202") is no choice yet

  const field = (title, input) => el("label", { class: "field" }, el("span", { class: "field-name", text: title }), input);
  const option = (value, text) => el("option", { text, attrs: { value } });

  /** Do something, and say in words why it cannot be meant. */
  function attempt(act, alert) {
    try {
      act();
      alert.textContent = "";
    } catch (error) {
      alert.textContent = `${M.kit.upper(error.message)}.`;
    }
  }

  /** A day to type or pick; `get` gives the day chosen or null, `set` takes one. */
  function day({ name, get, set, alert }) {
    const input = el("input", { attrs: { type: "date", name, "data-filter": name } });
    input.addEventListener("change", () => {
      const chosen = M.days.fromISO(input.value);
      if (chosen !== null && M.days.yearOf(chosen) < EARLIEST_TYPED) return;
      attempt(() => set(chosen), alert);
    });
    const refresh = () => {
      const value = get();
      const text = value === null ? "" : M.days.toISO(value);
      if (input.value !== text) input.value = text;
    };
    return { input, refresh };
  }

  /** A list to choose one filter's value from. */
  function choice(store, key, options) {
    const select = el("select", { attrs: { name: key, "data-filter": key } }, options);
    select.addEventListener("change", () => store.set({ [key]: select.value }));
    const refresh = () => { select.value = store.filters[key]; };
    store.on("filter", refresh);
    refresh();
    return select;
  }

  const alert = () => el("p", { class: "tool-alert", attrs: { role: "alert" } });

  M.fields = Object.freeze({ field, option, attempt, day, choice, alert });
})();
