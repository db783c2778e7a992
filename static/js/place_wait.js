// Leaflet is the heaviest part of a report: it comes at the first touch of the page, and with a photo. What was
// pressed before it is there is done then.

import { whenLeaflet } from "./city.js";

// make(L): builds the picker of an element.
export function whenWanted(element, make) {
  let wanted = null;
  let ready = false;
  const want = () => (wanted ??= whenLeaflet(make).then(() => (ready = true)));
  const after = (act) => !ready && want().then(act);
  for (const act of ["pointerdown", "keydown", "scroll"]) addEventListener(act, want, { once: true, passive: true });
  element.addEventListener("click", ({ target }) => after(() => target.closest("button")?.click()));
  document.addEventListener("place:suggest", ({ detail }) =>
    after(() => document.dispatchEvent(new CustomEvent("place:suggest", { detail }))),
  );
  document.addEventListener("place:ask", want); // kept in `early` of place.js for the picker to come
  if (element.querySelector("[name=lat]").value) want();
}
