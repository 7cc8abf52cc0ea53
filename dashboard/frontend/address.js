// The dashboard's address without what the map page says itself: the page puts its links together with it.
function baseAddress() {
  const address = new URL(window.location.href);
  const dossier = address.searchParams.get("dossier");
  address.search = dossier ? new URLSearchParams({ dossier }).toString() : "";
  address.hash = "";
  return address.href;
}

// Keeps what the map page shows in the address, without adding a step to the browser's history.
function noteInAddress(pairs) {
  const address = new URL(window.location.href);
  Object.entries(pairs).forEach(([key, value]) => {
    if (value) {
      address.searchParams.set(key, value);
    } else {
      address.searchParams.delete(key);
    }
  });
  window.history.replaceState(window.history.state, "", address);
}
