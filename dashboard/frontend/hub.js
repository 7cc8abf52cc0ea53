// Where the carriers (filter.js, select.js, view.js) and the map page meet. This comes once, with the map page; the
// carriers come with every change and are small. What a carrier brings before this is here waits in `brought`.
const pageWindow = () => document.querySelector("iframe.marchland-page")?.contentWindow ?? null;

function openHub() {
  window.marchlandHub ??= { brought: {} };
  const hub = window.marchlandHub;
  if (hub.take) {
    return;
  }
  const parts = { filter: new FilterLink(), select: new SelectLink(), view: new ViewListener() };
  hub.take = (name) => parts[name].update(hub.brought[name]);
  Object.keys(hub.brought).forEach(hub.take);
  window.addEventListener("message", (event) => {
    const known = event.source !== null && event.source === pageWindow();
    if (known && typeof event.data === "object" && event.data !== null) {
      Object.values(parts).forEach((part) => part.receive(event.data));
      if (event.data.type === "ready") {
        event.source.postMessage({ type: "base", href: baseAddress() }, "*");
      }
    }
  });
}
