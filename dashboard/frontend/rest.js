// A message to the app carries the values of all controls along. While the app runs, those here may be older than what it
// has just set, and would undo it: so a message waits until the app is at rest.
const LOOK_AGAIN_MS = 50;

function whenAtRest(tell) {
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.dataset.testScriptState === "running") {
    window.setTimeout(() => whenAtRest(tell), LOOK_AGAIN_MS);
  } else {
    tell();
  }
}
