// The place picker of a form. Markup: templates/places/_picker.html.
//   [data-place-picker data-districts data-bounds data-find data-tiles data-attribution
//       + sentences]
//     input[name=lat], input[name=lon]   empty until the person acts; a change event follows an act
//     [data-place-body]   hidden without script; holds the rest, all optional but the map:
//       [data-place-map] [data-place-says] [data-place-district] [data-place-here]
//       [data-place-confirm] with [data-place-yes] [data-place-no] · [data-place-clear]
//       [data-place-fine] with [data-place-nudge=left|up|down|right]
//       [data-place-search] [data-place-address] [data-place-find]
// Listens to "place:suggest" on the document (detail {lat, lon}), as photos/photos.js sends it: the
// place is shown to be confirmed and is not chosen by itself.

// The picker and Leaflet are the heaviest part of a report: they come at the first touch of the
// page, and with a photo. What was pressed before they are there is done then.

let early = null; // a photo may say where it is before the map is there
document.addEventListener("place:suggest", ({ detail }) => (early = detail));
document.addEventListener("place:ask", () => (early ??= "ask"));

// A map made where it has no size yet, in a later step or a closed fold, shows the wrong part.
function inSight(element) {
  const map = element.querySelector("[data-place-map]");
  return new Promise((resolve) => {
    const watch = new ResizeObserver(() => {
      if (!map.clientWidth) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(map);
  });
}

function whenWanted(element) {
  let wanted = null;
  let ready = false;
  const begin = () =>
    Promise.all([import("./place_picker.js"), inSight(element)]).then(([{ open }]) =>
      open(element, () => early),
    );
  const want = () =>
    (wanted ??= begin().then(
      () => (ready = true),
      () => (wanted = null),
    ));
  const after = (act) => !ready && want().then(() => ready && act());
  for (const act of ["pointerdown", "keydown", "scroll"])
    addEventListener(act, want, { once: true, passive: true });
  element.addEventListener("click", ({ target }) => after(() => target.closest("button")?.click()));
  document.addEventListener("place:suggest", ({ detail }) =>
    after(() => document.dispatchEvent(new CustomEvent("place:suggest", { detail }))),
  );
  document.addEventListener("place:ask", want); // kept in `early` for the picker to come
  // The picker does so itself once it is there.
  element.addEventListener("place:clear", () => {
    for (const input of element.querySelectorAll("[name=lat], [name=lon]")) input.value = "";
  });
  if (element.querySelector("[name=lat]").value) want();
}

function start(root) {
  for (const element of root.querySelectorAll("[data-place-picker]:not([data-ready])")) {
    if (!element.dataset.bounds) continue;
    element.dataset.ready = "";
    whenWanted(element);
  }
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.target.parentElement ?? document));
