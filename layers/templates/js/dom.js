// Elements are made here and filled by text only: whatever a dossier holds is shown, never run.
(() => {
  "use strict";
  const M = (window.marchland ??= {});
  const EN_DASH = "–";

  function append(node, children) {
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false) continue;
      node.append(child instanceof Node ? child : String(child));
    }
    return node;
  }

  /** Make an element; `on` maps event names to handlers, `attrs` must not carry data as a name. */
  function el(tag, options = {}, ...children) {
    const node = document.createElement(tag);
    if (options.class) node.className = options.class;
    if (options.text !== undefined && options.text !== null) node.textContent = String(options.text);
    for (const [name, value] of Object.entries(options.attrs ?? {})) {
      if (value !== null && value !== undefined && value !== false) {
        node.setAttribute(name, value === true ? "" : String(value));
      }
    }
    for (const [name, handler] of Object.entries(options.on ?? {})) node.addEventListener(name, handler);
    return append(node, children);
  }

  function isWebAddress(url) {
    try {
      return ["http:", "https:"].includes(new URL(url).protocol);
    } catch {
      return false;
    }
  }

  /** A link that opens elsewhere; an address that is no http(s) stays plain text. */
  function link(url, text) {
    if (typeof url !== "string" || !isWebAddress(url)) return el("span", { text: text ?? url ?? EN_DASH });
    return el("a", { text: text ?? url,
      attrs: { href: url, target: "_blank", rel: "noopener noreferrer" } });
  }

  function clear(node) {
    node.replaceChildren();
    return node;
  }

  M.dom = Object.freeze({ el, link, clear, EN_DASH });
})();
