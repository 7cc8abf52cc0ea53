// Saves a file that the app has made, once: the file comes with the message and lies under no address.
const KEEP_MS = 60_000;

export default function save({ data, parentElement }) {
  if (parentElement.dataset.saved === data.turn) return;
  parentElement.dataset.saved = data.turn;
  const bytes = Uint8Array.from(atob(data.content), (sign) => sign.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: data.type }));
  link.download = data.name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
}
