// Posts the app's filters to the map page, and takes a change made in the page back to the app.
const CHANGE_PAUSE_MS = 250; // a dragged brush is one change, not a hundred
const PATIENCE_MS = 5000; // how long an answer to the page's last change is waited for

class FilterLink {
  constructor() {
    this.query = null; // what the page is known to show
    this.turn = 0; // the page's own changes, counted
    this.waitingUntil = 0;
    this.timer = 0;
    this.told = {}; // language and second period as the app last sent them
  }

  // the app has run: post its filters, unless they are older than the page's own last change
  update({ data, setTriggerValue }) {
    this.setTriggerValue = setTriggerValue;
    this.tell("language", { lang: data.lang });
    this.tell("compare", data.second);
    const outdated = data.turn < this.turn && Date.now() < this.waitingUntil;
    if (outdated || data.query === this.query) {
      return;
    }
    this.query = data.query;
    this.post();
  }

  // the page opens with both, so the first is only noted; later ones are posted when the app changes them
  tell(type, message) {
    const text = JSON.stringify(message);
    const changed = this.told[type] !== undefined && this.told[type] !== text;
    this.told[type] = text;
    if (changed) {
      pageWindow()?.postMessage({ type, ...message }, "*");
    }
  }

  post() {
    pageWindow()?.postMessage({ type: "filter", query: this.query }, "*");
  }

  receive(message) {
    if (message.type === "ready" && this.query !== null) {
      this.post();
    } else if (message.type === "state" && message.origin === "page") {
      this.follow(message.state);
    }
  }

  follow(state) {
    if (typeof state?.query !== "string" || state.query === this.query) {
      return;
    }
    this.query = state.query;
    this.turn += 1;
    this.waitingUntil = Date.now() + PATIENCE_MS;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      whenAtRest(() => this.setTriggerValue?.("page", { query: this.query, turn: this.turn }));
    }, CHANGE_PAUSE_MS);
  }
}
