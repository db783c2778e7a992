// The issue map. Markup (templates/places/_live_map.html makes it; a page may write its own):
//   <div id="map" data-districts data-feed data-bounds="w,s,e,n" [data-tiles data-attribution]
//        [data-cluster="문제 {count}, …" data-several="문제 {count}건, …" data-supports="공감 {count}"
//         data-shown data-outside data-denied data-nowhere data-slow data-unsupported
//         data-unreached]></div>
//   beside it: [data-map-says] for trouble; optional: a picture with [data-district], buttons
//   [data-map-open], [data-map-zoom="in"|"out"], [data-map-near] in [data-map-controls hidden],
//   and [data-map-shown], which tells how many are in sight.
// Feed: GET data-feed?zoom=Z&bbox=w,s,e,n → GeoJSON: points with {count}, or of single issues with
//   an id and {title, supports, status, url}.
// Issues so close that no zoom parts them for a finger are one pin with their number, which opens a
// list. Clicking a district sends "map:district" (detail: its properties, at least id) from the
// map's element.

import { cityMap, drawDistricts, fill, inPieces, locate, pause } from "./city.js";
import { bring, whenLeaflet } from "./library.js";
import { PinKeys } from "./keys.js";
import { Pins } from "./pins.js";

const PINS_FROM_ZOOM = 16; // nearer, the feed gives single issues
const CELLS_TO_ZOOM = 15; // a cell of the map's zoom is 256 px wide, one of the next 128

// Where somebody looks is nobody's business: afar everyone asks for the whole city, near for whole
// tiles of about 500 m.
function question(map, cityBox) {
  const zoom = Math.round(map.getZoom());
  if (zoom < PINS_FROM_ZOOM) return { zoom: Math.min(zoom + 1, CELLS_TO_ZOOM), bbox: cityBox };
  const size = 256;
  const corner = (point, round) =>
    map.unproject(point.divideBy(size)[round]().multiplyBy(size), PINS_FROM_ZOOM);
  const bounds = map.getBounds();
  const northWest = corner(map.project(bounds.getNorthWest(), PINS_FROM_ZOOM), "floor");
  const southEast = corner(map.project(bounds.getSouthEast(), PINS_FROM_ZOOM), "ceil");
  const sides = [northWest.lng, southEast.lat, southEast.lng, northWest.lat];
  return { zoom, bbox: sides.map((side) => side.toFixed(5)).join(",") };
}

// A feature of the feed as {lat, lon, …}.
const flat = ({ id, geometry: { coordinates }, properties }) => {
  return { id, lat: coordinates[1], lon: coordinates[0], ...properties };
};

const element = document.getElementById("map");
if (element?.dataset.bounds) wait(element);

// The picture of the city answers a tap on a district. The live map comes over it once more is
// asked for, by a button, two fingers or a tap beside: many only look, and Leaflet is more than all
// else on the page. It is on its way once somebody reaches for the map.
function wait(element) {
  const stage = element.parentElement;
  const opens = stage.querySelector("[data-map-open]");
  const chosen = () => stage.querySelector(".here")?.dataset.district;
  let beginning = null;
  let isLive = false;
  const begin = () =>
    (beginning ??= whenLeaflet((L) => start(L, element, chosen())).then(() => (isLive = true)));
  for (const reach of ["pointerover", "focusin"])
    stage.addEventListener(reach, bring, { once: true });
  stage.querySelector("[data-map-controls]")?.removeAttribute("hidden");

  async function open(button) {
    try {
      await begin();
    } catch {
      return (stage.querySelector("[data-map-says]").textContent = element.dataset.unreached);
    }
    opens?.remove();
    if (button === opens) element.focus();
    else button?.click();
  }

  stage.addEventListener("click", ({ target }) => {
    if (isLive) return;
    if (target.dataset.district) choose(element, target);
    else open(target.closest("button"));
  });
  stage.addEventListener("touchstart", ({ touches }) => touches.length > 1 && open(), {
    passive: true,
  });
}

function choose(element, shape) {
  shape.parentElement.querySelector(".here")?.classList.remove("here");
  shape.classList.add("here");
  shape.parentElement.append(shape); // over its neighbours' borders
  tell(element, { id: shape.dataset.district });
}

function tell(element, properties) {
  element.dispatchEvent(new CustomEvent("map:district", { bubbles: true, detail: properties }));
}

// here: the id of the district to begin with, if any.
async function start(L, element, here) {
  const words = element.dataset;
  const map = cityMap(L, element, words);
  await pause();
  drawDistricts(L, map, words.districts, (properties) => tell(element, properties)).then(
    (features) => {
      const district = features.find(({ properties }) => String(properties.id) === here);
      if (district) map.fitBounds(L.geoJSON(district).getBounds(), { padding: [24, 24] });
    },
  );
  const feed = new Feed(new Pins(L, map, words), element);
  map.on("moveend", () => feed.refresh());
  feed.refresh();
  controls(L, map, element);
}

// What the feed has of where the map looks, drawn as pins.
class Feed {
  constructor(pins, element) {
    this.pins = pins;
    this.map = pins.map;
    this.words = element.dataset;
    this.says = element.parentElement.querySelector("[data-map-shown]");
    this.shown = new Map(); // key → marker
    this.keys = new PinKeys(this.map, () => [...this.shown.values()]);
    this.asked = ""; // the address whose answer is drawn or on its way
    this.asking = null;
  }

  async refresh() {
    const address = new URL(this.words.feed, location.href);
    for (const [name, value] of Object.entries(question(this.map, this.words.bounds)))
      address.searchParams.set(name, value);
    if (address.href === this.asked) return this.sayShown();
    this.asked = address.href;
    this.asking?.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const { features = [] } = await answer.json();
      await this.show(this.pins.of(features.map(flat)), signal);
      this.sayShown();
    } catch (error) {
      if (signal.aborted) return;
      this.asked = "";
      console.warn("map feed", error);
    }
  }

  // What is still there stays as it is: an open popup moves the map, which asks for the feed again.
  async show(pins, signal) {
    for (const [key, marker] of this.shown) {
      if (pins.has(key) || marker.isPopupOpen()) continue;
      marker.remove();
      this.shown.delete(key);
    }
    const missing = [...pins].filter(([key]) => !this.shown.has(key));
    const draw = ([key, drawn]) => this.shown.set(key, drawn());
    await inPieces(
      missing.map((pin) => () => draw(pin)),
      () => signal.aborted,
    );
    this.keys.refresh();
  }

  sayShown() {
    const inSight = [...this.shown.values()].filter((marker) =>
      this.map.getBounds().contains(marker.getLatLng()),
    );
    const count = inSight.reduce((sum, marker) => sum + marker.options.count, 0);
    if (this.says) this.says.textContent = fill(this.words.shown, { count, pins: inSight.length });
  }
}

function controls(L, map, element) {
  const scope = element.parentElement;
  const words = element.dataset;
  const says = scope.querySelector("[data-map-says]");
  let me = null;
  for (const button of scope.querySelectorAll("[data-map-zoom]")) {
    button.addEventListener("click", () =>
      button.dataset.mapZoom === "in" ? map.zoomIn() : map.zoomOut(),
    );
  }
  scope.querySelector("[data-map-near]")?.addEventListener("click", async () => {
    if (says) says.textContent = "";
    try {
      const { latitude, longitude } = await locate(words);
      if (!map.options.maxBounds.contains([latitude, longitude])) throw words.outside;
      me?.remove();
      me = L.circleMarker([latitude, longitude], { className: "me", radius: 9 }).addTo(map);
      map.setView([latitude, longitude], words.tiles || words.ground ? 15 : 14);
    } catch (sentence) {
      if (says && typeof sentence === "string") says.textContent = sentence;
    }
  });
}
