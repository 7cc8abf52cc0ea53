export default function carry(brought) {
  window.marchlandHub ??= { brought: {} };
  window.marchlandHub.brought.view = brought;
  window.marchlandHub.take?.("view");
}
