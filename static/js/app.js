// Runs on every page: the kept copy of a CDN script that did not load, focus after swaps, and
// refusals from the server said aloud. Everything works without it.

// Deferred scripts below this module have had their turn by then.
document.addEventListener("DOMContentLoaded", () => {
  for (const script of document.querySelectorAll("script[data-kept]")) {
    const loaded = { "htmx.min.js": () => window.htmx, "leaflet.js": () => window.L };
    const name = Object.keys(loaded).find((end) => script.dataset.kept.includes(end));
    if (name && !loaded[name]()) {
      const kept = document.createElement("script");
      kept.src = script.dataset.kept;
      kept.nonce = script.nonce;
      kept.addEventListener("load", () => document.dispatchEvent(new Event(`kept:${name}`)));
      document.head.append(kept);
    }
  }
});

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
