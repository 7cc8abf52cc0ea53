export default function carry(brought) {
  window.marchlandHub ??= { brought: {} };
  window.marchlandHub.brought.filter = brought;
  window.marchlandHub.take?.("filter");
}
