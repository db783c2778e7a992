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
import { walkPins } from "./keys.js";
import { listOf, PIN, pinOfSeveral, together } from "./pins.js";

const PINS_FROM_ZOOM = 16; // nearer, the feed gives single issues
const CELLS_TO_ZOOM = 15; // a cell of the map's zoom is 256 px wide, one of the next 128
const LEAST_PX = 44; // for a finger; the drawing may be smaller

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
  const shown = new Map(); // key → marker
  const says = element.parentElement.querySelector("[data-map-shown]");
  const walk = walkPins(map, () => [...shown.values()]);
  let asked = ""; // the address whose answer is drawn or on its way
  let asking = null;

  async function refresh() {
    const address = new URL(words.feed, location.href);
    for (const [name, value] of Object.entries(question(map, words.bounds)))
      address.searchParams.set(name, value);
    if (address.href === asked) return sayShown();
    asked = address.href;
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      await show(await answer.json(), signal);
      sayShown();
    } catch (error) {
      if (signal.aborted) return;
      asked = "";
      console.warn("map feed", error);
    }
  }

  function sayShown() {
    const inSight = [...shown.values()].filter((marker) =>
      map.getBounds().contains(marker.getLatLng()),
    );
    const count = inSight.reduce((sum, marker) => sum + marker.options.count, 0);
    if (says) says.textContent = fill(words.shown, { count, pins: inSight.length });
  }

  // What is still there stays as it is: an open popup moves the map, which asks for the feed again.
  async function show({ features = [] }, signal) {
    const wanted = new Map();
    const places = features.map(flat);
    const issues = places.filter(({ count }) => !count);
    for (const cell of places.filter(({ count }) => count))
      wanted.set(`c${cell.lat},${cell.lon},${cell.count}`, () => cellPin(cell));
    for (const spot of together(
      issues,
      (issue) => map.project([issue.lat, issue.lon], map.getMaxZoom()),
      LEAST_PX,
    )) {
      const key = `i${spot.map((issue) => issue.id)}`;
      wanted.set(key, () => (spot.length > 1 ? severalPin(spot) : issuePin(spot[0])));
    }
    for (const [key, marker] of shown) {
      if (wanted.has(key) || marker.isPopupOpen()) continue;
      marker.remove();
      shown.delete(key);
    }
    const missing = [...wanted].filter(([key]) => !shown.has(key));
    await inPieces(
      missing.map(
        ([key, make]) =>
          () =>
            shown.set(key, make()),
      ),
      () => signal.aborted,
    );
    walk.refresh();
  }

  function cellPin({ lat, lon, count }) {
    const size = 34 + Math.min(22, Math.round(8 * Math.log10(count)));
    const drawing =
      `<svg width="${size}" height="${size}" aria-hidden="true">` +
      `<circle cx="50%" cy="50%" r="${size / 2 - 2}"/></svg>`;
    const side = Math.max(size, LEAST_PX);
    const html = `${drawing}<span>${Number(count)}</span>`;
    const icon = L.divIcon({ className: "cluster num", html, iconSize: [side, side] });
    const marker = put(icon, lat, lon, count, fill(words.cluster ?? "{count}", { count }));
    return marker.on("click", () =>
      map.setView([lat, lon], Math.min(map.getZoom() + 2, map.getMaxZoom())),
    );
  }

  function issuePin(issue) {
    const icon = L.divIcon({
      className: "issue-pin",
      html: PIN,
      iconSize: [LEAST_PX, LEAST_PX],
      iconAnchor: [22, 42],
    });
    const marker = put(icon, issue.lat, issue.lon, 1, issue.title);
    return marker.bindPopup(() => listOf([issue], supported), { offset: [0, -28], minWidth: 200 });
  }

  function severalPin(issues) {
    const count = issues.length;
    const html = pinOfSeveral(count);
    const icon = L.divIcon({
      className: "issue-pin several num",
      html,
      iconSize: [LEAST_PX, 50],
      iconAnchor: [22, 48],
    });
    const name = fill(words.several ?? "{count}", { count });
    const marker = put(icon, issues[0].lat, issues[0].lon, count, name);
    const size = { minWidth: 220, maxHeight: 260 };
    return marker.bindPopup(() => listOf(issues, supported, name), { offset: [0, -36], ...size });
  }

  const supported = (issue) => fill(words.supports ?? "{count}", { count: issue.supports });

  function put(icon, lat, lon, count, name) {
    const marker = L.marker([lat, lon], { icon, count, riseOnHover: true }).addTo(map);
    marker.getElement().setAttribute("aria-label", name);
    return marker;
  }

  map.on("moveend", refresh);
  refresh();
  controls(L, map, element);
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
