// Tells the app which part of the map, which layers and which incident the page shows, for its files, and keeps
// them in the address without adding a step to the browser's history.
const MOVE_PAUSE_MS = 600;

class ViewListener {
  constructor() {
    this.layers = ""; // those that the page opened with: not worth a word
    this.state = {};
    this.timer = 0;
  }

  update({ setStateValue }) {
    this.setStateValue = setStateValue;
  }

  receive(message) {
    if (message.type === "ready") {
      const ticks = Object.entries(message.state?.layers ?? {});
      this.layers = ticks.filter(([, on]) => on).map(([key]) => key).join();
    } else if (message.type === "view") {
      const layers = (message.layers ?? []).map(String).join();
      this.change({ view: String(message.view ?? ""), layers: layers === this.layers ? "" : layers });
    } else if (message.type === "select") {
      this.change({ incident: String(message.incident ?? "") });
    }
  }

  change(part) {
    this.state = { ...this.state, ...part };
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.writeAddress();
      this.setStateValue?.("view", this.state);
    }, MOVE_PAUSE_MS);
  }

  writeAddress() {
    const address = new URL(window.location.href);
    Object.entries(this.state).forEach(([key, value]) => {
      if (value) {
        address.searchParams.set(key, value);
      } else {
        address.searchParams.delete(key);
      }
    });
    window.history.replaceState(window.history.state, "", address);
  }
}
