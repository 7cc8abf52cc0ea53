// Tells the app which part of the map, layers, step of a story, language and second period the page shows, for its files and the address.
const MOVE_PAUSE_MS = 600;
const FIRST_LANGUAGE = "en"; // spoken where the address names none

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
        lang: message.lang === FIRST_LANGUAGE ? "" : String(message.lang ?? ""),
        compare_start: String(message.compare_start ?? ""),
        compare_end: String(message.compare_end ?? ""),
      });
    }
  }

  change(state) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      noteInAddress(state);
      whenAtRest(() => this.setStateValue?.("view", state));
    }, MOVE_PAUSE_MS);
  }
}
