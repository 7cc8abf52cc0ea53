// Brings a part of the page into view once, when the reader has come to it by a step and not by scrolling.
function scroller(element) {
  let one = element.parentElement;
  while (one && !/auto|scroll/.test(getComputedStyle(one).overflowY)) one = one.parentElement;
  return one;
}

export default function bring({ data, parentElement }) {
  if (parentElement.dataset.brought === data.turn) return;
  parentElement.dataset.brought = data.turn;
  requestAnimationFrame(() => {
    const part = document.querySelector(`.st-key-${CSS.escape(data.to)}`);
    const box = part && scroller(part);
    if (!box) return;
    const top = part.getBoundingClientRect().top - box.getBoundingClientRect().top - data.above;
    if (top < 0) box.scrollBy({ top });
  });
}
