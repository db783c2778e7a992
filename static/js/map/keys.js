// Pins by keyboard: one Tab stop for all of them, arrow keys to the next pin that way, Enter or
// Space opens, Escape closes. Focus stays near when pins are drawn anew, and returns from a popup.

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// pins() gives the markers there are. Call refresh() after they changed.
export function walkPins(map, pins) {
  const pane = map.getPane("markerPane");
  const at = (marker) => map.latLngToLayerPoint(marker.getLatLng());
  const focused = () => pins().find((marker) => marker.getElement() === document.activeElement);
  let last = null; // where the focus was, as a position
  let inside = false; // whether it was on a pin that may have gone

  function nearest(position) {
    const from = map.latLngToLayerPoint(position);
    const near = (marker) => at(marker).distanceTo(from);
    return pins().reduce(
      (best, marker) => (!best || near(marker) < near(best) ? marker : best),
      null,
    );
  }

  function refresh() {
    const stop = nearest(last ?? map.getCenter());
    for (const marker of pins()) marker.getElement().tabIndex = marker === stop ? 0 : -1;
    if (inside && !focused()) stop?.getElement().focus({ preventScroll: true });
  }

  function next(from, [dx, dy]) {
    const start = at(from);
    let best = null;
    for (const marker of pins()) {
      const gap = at(marker).subtract(start);
      const ahead = gap.x * dx + gap.y * dy;
      const aside = Math.abs(gap.x * dy - gap.y * dx);
      if (marker === from || ahead <= 0 || aside > 2 * ahead) continue;
      const cost = ahead + 2 * aside;
      if (!best || cost < best.cost) best = { marker, cost };
    }
    return best?.marker;
  }

  pane.addEventListener("keydown", (event) => {
    const from = focused();
    const opens = event.key === "Enter" || event.key === " ";
    if (!from || !(opens || event.key in WAYS)) return;
    event.preventDefault();
    event.stopPropagation(); // or the map would move as well
    if (!opens) next(from, WAYS[event.key])?.getElement().focus({ preventScroll: true });
    else if (from.getPopup()) from.togglePopup();
    else from.fire("click");
  });
  pane.addEventListener("focusin", () => {
    const marker = focused();
    if (!marker) return;
    inside = true;
    last = marker.getLatLng();
    for (const other of pins()) other.getElement().tabIndex = other === marker ? 0 : -1;
    map.panInside(last, { padding: [44, 60] });
  });
  pane.addEventListener("focusout", ({ relatedTarget }) => (inside = !relatedTarget));
  addEventListener("pointerdown", () => (inside = false));

  map.on("popupopen", ({ popup }) =>
    popup.getElement().querySelector("a[href]:not([role])")?.focus(),
  );
  map
    .getPane("popupPane")
    .addEventListener("keydown", ({ key }) => key === "Escape" && map.closePopup());
  map.on("popupclose", ({ popup }) => {
    if (popup.getElement()?.contains(document.activeElement)) popup._source?.getElement()?.focus();
  });
  return { refresh };
}
