// Runs on every page: the kept copy of a CDN script that can't be had, focus after swaps, refusals from
// the server said aloud, and, when all is drawn, the installed app. Everything works without it.

const PATIENCE_MS = 3000;
const ready = { "htmx.min.js": () => window.htmx, "leaflet.js": () => window.L };
const nameOf = (script) => script.dataset.kept.split("/").pop();

// Says "asset:<name>" on the document once a script of others is there, whichever copy it is.
function mind(script) {
  const name = nameOf(script);
  if (ready[name]()) return;
  const tell = () => {
    // htmx begins at this event, and would wait for ever when it comes between it and the end of loading.
    const parsed = performance.getEntriesByType("navigation")[0].domContentLoadedEventStart > 0;
    if (parsed && document.readyState !== "complete") document.dispatchEvent(new Event("DOMContentLoaded"));
    document.dispatchEvent(new Event(`asset:${name}`));
  };
  const timer = setTimeout(useKept, PATIENCE_MS);
  script.addEventListener("load", () => (clearTimeout(timer), tell()));
  script.addEventListener("error", useKept);
  if ("failed" in script.dataset) useKept();

  function useKept() {
    clearTimeout(timer);
    if (!script.isConnected) return;
    // In another document it will not run, however late it comes: nothing starts twice.
    new Document().adoptNode(script);
    const kept = document.createElement("script");
    kept.src = script.dataset.kept;
    kept.addEventListener("load", tell);
    document.head.append(kept);
  }
}
document.querySelectorAll("script[data-kept]").forEach(mind);

const focusMistakes = (root) => root.querySelector?.("[data-focus]")?.focus();
focusMistakes(document);
document.addEventListener("htmx:afterSwap", (event) => focusMistakes(event.target));

document.addEventListener("htmx:responseError", (event) => {
  const holder = document.createElement("div");
  holder.innerHTML = event.detail.xhr.responseText;
  const sentence = holder.textContent.trim().slice(0, 300);
  const note = document.createElement("p");
  note.className = "note bad";
  note.textContent = sentence;
  document.getElementById("flashes").replaceChildren(note);
});

// An offer to install may come before pwa.js: kept for it.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.installOffer = event;
});
const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 1));
const later = () => idle(() => import("./pwa.js"));
if (document.readyState === "complete") later();
else addEventListener("load", later, { once: true });
// The outbox: where a form may wait, or where something does.
const asksForOutbox = "[data-outbox], [data-outbox-list], [data-sign-out]";
function somethingKept() {
  try {
    return localStorage.getItem("outbox");
  } catch {
    return null; // the browser keeps nothing for this site
  }
}
if (document.querySelector(asksForOutbox) || somethingKept()) import("./outbox.js");
