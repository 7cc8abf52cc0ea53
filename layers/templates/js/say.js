// Words of the page in the language chosen; every sentence stands in templates/messages, one file per language.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const FIRST = "en"; // what a translation lacks is said in this one
  let language = FIRST;
  let plurals = new Intl.PluralRules(FIRST);
  let own = {}; // what the dossier says in place of a message, such as its own name of a layer

  function lookUp(words, key) {
    let found = words;
    for (const part of key.split(".")) {
      if (found === null || typeof found !== "object" || !Object.hasOwn(found, part)) return undefined;
      found = found[part];
    }
    return found;
  }

  /** A message as it stands in the file: a text, a list, or the forms of a plural. */
  function message(key) {
    const found = lookUp(M.messages[language], key) ?? lookUp(M.messages[FIRST], key);
    if (found === undefined) throw new Error(`no message “${key}”`);
    return found;
  }

  const textOf = (value) => (typeof value === "number" ? M.kit.number(value) : String(value ?? ""));

  /** The message of a key; `{name}` takes the value of that name, `n` chooses the form of a plural. */
  function say(key, values = {}) {
    const found = Object.hasOwn(own, key) ? String(own[key]) : message(key);
    const text = typeof found === "string" ? found : found[plurals.select(values.n)] ?? found.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => textOf(values[name]));
  }

  function speak(code) {
    language = Object.hasOwn(M.messages, code) ? code : FIRST;
    plurals = new Intl.PluralRules(language);
    document.documentElement.lang = language;
  }

  /** Take texts by key that stand in place of messages. */
  function adopt(words) {
    own = { ...words };
  }

  const spoken = () => Object.keys(M.messages).sort((a, b) => (a === FIRST ? -1 : b === FIRST ? 1 : a < b ? -1 : 1));

  Object.assign(M, { say, tongue: Object.freeze({ message, speak, adopt, spoken, first: FIRST, current: () => language }) });
})();
