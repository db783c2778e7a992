// Runs on every page: the kept copy of htmx when the CDN fails.
// Everything works without it.

const PATIENCE_MS = 3000;

// htmx comes with the page (defer). Its kept copy takes over, once, when the CDN fails or is late.
const htmxFrom = document.querySelector("script[defer][data-kept]");
const useKept = () => {
  clearTimeout(patience);
  if (window.htmx) return;
  new Document().adoptNode(htmxFrom); // in another document it will not run, however late it comes
  const kept = Object.assign(document.createElement("script"), { src: htmxFrom.dataset.kept });
  // It starts at this event, which has passed or waits for the CDN; a second one starts nothing
  // twice.
  kept.onload = () =>
    document.readyState === "complete" || document.dispatchEvent(new Event("DOMContentLoaded"));
  document.head.append(kept);
};
const patience = htmxFrom && setTimeout(useKept, PATIENCE_MS);
htmxFrom?.addEventListener("error", useKept, { once: true });
