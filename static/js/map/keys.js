// Pins by keyboard: one Tab stop for all of them, arrow keys to the next pin that way, Enter or
// Space opens, Escape closes. Focus stays near when pins are drawn anew, and returns from a popup.

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class PinKeys {
  // pins() gives the markers there are. Call refresh() after they changed.
  constructor(map, pins) {
    this.map = map;
    this.pins = pins;
    this.last = null; // where the focus was, as a position
    this.inside = false; // whether it was on a pin that may have gone
    const pane = map.getPane("markerPane");
    pane.addEventListener("keydown", (event) => this.press(event));
    pane.addEventListener("focusin", () => this.enter(this.focused()));
    pane.addEventListener("focusout", ({ relatedTarget }) => (this.inside = !relatedTarget));
    addEventListener("pointerdown", () => (this.inside = false));
    focusPopups(map);
  }

  refresh() {
    const stop = this.nearest(this.last ?? this.map.getCenter());
    this.stopAt(stop);
    if (this.inside && !this.focused()) focus(stop);
  }

  press(event) {
    const from = this.focused();
    const opens = event.key === "Enter" || event.key === " ";
    if (!from || !(opens || event.key in WAYS)) return;
    event.preventDefault();
    event.stopPropagation(); // or the map would move as well
    if (!opens) focus(this.next(from, WAYS[event.key]));
    else if (from.getPopup()) from.togglePopup();
    else from.fire("click");
  }

  enter(marker) {
    if (!marker) return;
    this.inside = true;
    this.last = marker.getLatLng();
    this.stopAt(marker);
    this.map.panInside(this.last, { padding: [44, 60] });
  }

  stopAt(stop) {
    for (const marker of this.pins()) marker.getElement().tabIndex = marker === stop ? 0 : -1;
  }

  focused() {
    return this.pins().find((marker) => marker.getElement() === document.activeElement);
  }

  at(marker) {
    return this.map.latLngToLayerPoint(marker.getLatLng());
  }

  nearest(position) {
    const from = this.map.latLngToLayerPoint(position);
    return least(this.pins(), (marker) => this.at(marker).distanceTo(from));
  }

  // The pin to go to that way: ahead, and no more than twice as far aside.
  next(from, [dx, dy]) {
    const start = this.at(from);
    return least(this.pins(), (marker) => {
      const gap = this.at(marker).subtract(start);
      const ahead = gap.x * dx + gap.y * dy;
      const aside = Math.abs(gap.x * dy - gap.y * dx);
      if (marker === from || ahead <= 0 || aside > 2 * ahead) return Infinity;
      return ahead + 2 * aside;
    });
  }
}

// The first of the markers with the lowest cost; undefined where every cost is infinite.
function least(markers, cost) {
  let best = { cost: Infinity };
  for (const marker of markers) {
    const own = { marker, cost: cost(marker) };
    if (own.cost < best.cost) best = own;
  }
  return best.marker;
}

function focus(marker) {
  marker?.getElement().focus({ preventScroll: true });
}

// A popup that opens takes the focus to its first link, and gives it back to its pin.
function focusPopups(map) {
  map.on("popupopen", ({ popup }) =>
    popup.getElement().querySelector("a[href]:not([role])")?.focus(),
  );
  map
    .getPane("popupPane")
    .addEventListener("keydown", ({ key }) => key === "Escape" && map.closePopup());
  map.on("popupclose", ({ popup }) => {
    if (popup.getElement()?.contains(document.activeElement)) popup._source?.getElement()?.focus();
  });
}
