// Opens the card of the incident that was chosen in the app, and takes one chosen on the map back to the app.
const PICK_PAUSE_MS = 120; // stepping through many is told once

class SelectLink {
  constructor() {
    this.incident = ""; // what the page is known to show
    this.turn = 0; // the page's own choices, counted
    this.timer = 0;
  }

  // the app has run: tell the page, unless this answers an older choice than the page's own last one
  update({ data, setTriggerValue }) {
    this.setTriggerValue = setTriggerValue;
    if (data.turn < this.turn || data.incident === this.incident) {
      return;
    }
    this.incident = data.incident;
    this.post();
    noteInAddress({ incident: this.incident });
  }

  post() {
    pageWindow()?.postMessage({ type: "select", incident: this.incident }, "*");
  }

  receive(message) {
    if (message.type === "ready" && this.incident) {
      this.post();
    } else if (message.type === "select") {
      this.follow(String(message.incident ?? ""));
    }
  }

  follow(incident) {
    if (incident === this.incident) {
      return;
    }
    this.incident = incident;
    this.turn += 1;
    noteInAddress({ incident });
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      whenAtRest(() => this.setTriggerValue?.("picked", { incident: this.incident, turn: this.turn }));
    }, PICK_PAUSE_MS);
  }
}
