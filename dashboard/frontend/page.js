// Mounts the map page once. Streamlit calls this again whenever the app runs; the same page is left alone.
const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";

function mountFrame(seat, { page, mark, title }) {
  const present = seat.querySelector("iframe");
  if (present && present.dataset.mark === mark) {
    return;
  }
  const frame = document.createElement("iframe");
  frame.className = "marchland-page";
  frame.dataset.mark = mark;
  frame.title = title;
  frame.setAttribute("sandbox", SANDBOX);
  frame.setAttribute("allow", "clipboard-write");
  frame.srcdoc = page;
  seat.replaceChildren(frame);
}

export default function mountPage({ data, parentElement }) {
  const seat = parentElement.querySelector(".marchland-seat");
  mountFrame(seat, data);
  openHub();
}
