// Tells the app which part of the map, layers, step of a story and language the page shows, for its files and the address.
const MOVE_PAUSE_MS = 600;

class ViewListener {
  constructor() {
    this.layers = ""; // those that the page opened with: not worth a word
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
      this.change({
        view: String(message.view ?? ""),
        layers: layers === this.layers ? "" : layers,
        step: String(message.step ?? ""),
        lang: String(message.lang ?? ""),
      });
    }
  }

  change(state) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      noteInAddress(state);
      this.setStateValue?.("view", state);
    }, MOVE_PAUSE_MS);
  }
}
