export default function carry(brought) {
  window.marchlandHub ??= { brought: {} };
  window.marchlandHub.brought.select = brought;
  window.marchlandHub.take?.("select");
}
