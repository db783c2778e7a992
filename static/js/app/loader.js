// Runs on every page: starts htmx, and brings its kept copy when the CDN fails or is late.
// Everything works without it.

const PATIENCE_MS = 3000;

const htmxFrom = document.getElementById("htmx-script");
const { kept } = htmxFrom.dataset;
// It waits for this event, which has passed unless the page is complete; a second one starts
// nothing twice.
const start = () =>
  document.readyState === "complete" || document.dispatchEvent(new Event("DOMContentLoaded"));
const useKept = () => {
  clearTimeout(patience);
  if (window.htmx) return;
  new Document().adoptNode(htmxFrom); // in another document it will not run, however late it comes
  const copy = document.createElement("script");
  document.head.append(Object.assign(copy, { src: kept, onload: start }));
};
const patience = kept && setTimeout(useKept, PATIENCE_MS);
htmxFrom.addEventListener("load", start);
if (kept) htmxFrom.addEventListener("error", useKept);
