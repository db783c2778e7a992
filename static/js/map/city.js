// What every live map shares: the municipality's own districts as ground, raster tiles only when a
// setting names them, rivers and roads where the city imported some.
// Imported by map/map.js and map/place_picker.js.

import { drawGround } from "./ground.js";

const DEEPEST = 18;
const AT_ONCE_MS = 4;

// Lets the phone answer a finger between two pieces of work.
const pause = () => new Promise((go) => setTimeout(go));

// Runs these acts one after the other, with a pause whenever they took a while; ends early when
// told to.
async function inPieces(acts, ended = () => false) {
  let began = performance.now();
  for (const act of acts) {
    if (performance.now() - began > AT_ONCE_MS) {
      await pause();
      began = performance.now();
    }
    if (ended()) return;
    act();
  }
}

// An empty map of the municipality. data: dataset with bounds "w,s,e,n", tiles, ground,
// attribution.
function cityMap(L, element, data) {
  const [west, south, east, north] = data.bounds.split(",").map(Number);
  const bounds = L.latLngBounds([south, west], [north, east]);
  const map = L.map(element, {
    zoomControl: false,
    attributionControl: Boolean(data.attribution),
    maxBounds: bounds.pad(0.5),
    maxZoom: DEEPEST,
    zoomSnap: 0.25,
  });
  map.attributionControl?.setPrefix(false);
  map.fitBounds(bounds, { padding: [8, 8] });
  map.setMinZoom(map.getZoom() - 1);
  if (data.tiles) {
    L.tileLayer(data.tiles, { attribution: data.attribution, maxZoom: DEEPEST }).addTo(map);
    element.classList.add("tiled");
  }
  drawGround(L, map, data.ground);
  new ResizeObserver(() => map.invalidateSize()).observe(element);
  return map;
}

// Draws the districts and their names; resolves to the GeoJSON features ([] when unreachable).
async function drawDistricts(L, map, address, onClick) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return [];
  const { features } = await answer.json();
  for (const { properties } of features) properties.name = nameOf(properties);
  const options = {
    interactive: Boolean(onClick),
    style: { className: "area", weight: 1.5 },
    onEachFeature: (feature, shape) =>
      onClick && shape.on("click", () => onClick(feature.properties)),
  };
  await pause();
  await inPieces(
    features.map((feature) => () => L.geoJSON(feature, options).addTo(map).bringToBack()),
  );
  await pause();
  nameDistricts(L, map, features);
  return features;
}

// A district as the page's language calls it.
const nameOf = ({ name, name_en }) => (document.documentElement.lang === "ko" ? name : name_en);

// Names stand where they fit: larger districts first, none over another.
function nameDistricts(L, map, features) {
  map.createPane("names").style.zIndex = 450; // over the ground, under the pins
  const names = features.map(({ properties, geometry }) => {
    const [lon, lat] = properties.label;
    // No tooltip: each would be measured on its own, and the page laid out a dozen times in one go.
    const icon = L.divIcon({
      className: "area-name",
      html: escaped(properties.name),
      iconSize: null,
    });
    const words = L.marker([lat, lon], {
      icon,
      pane: "names",
      interactive: false,
      keyboard: false,
    });
    return {
      words,
      at: L.latLng(lat, lon),
      length: properties.name.length,
      size: extent(geometry),
    };
  });
  names.sort((a, b) => b.size - a.size);
  const place = () => {
    const taken = [];
    for (const { words, at, length } of names) {
      const point = map.latLngToLayerPoint(at);
      const free = taken.every(
        (other) =>
          Math.abs(other.point.x - point.x) > (other.length + length) * 7.5 ||
          Math.abs(other.point.y - point.y) > 22,
      );
      if (free) taken.push({ point, length });
      if (free) words.addTo(map);
      else words.remove();
    }
  };
  map.on("zoomend", place);
  place();
}

// Icons take HTML.
function escaped(words) {
  const holder = document.createElement("span");
  holder.textContent = words;
  return holder.innerHTML;
}

function extent(geometry) {
  const lons = geometry.coordinates.flat(2).map((point) => point[0]);
  return Math.max(...lons) - Math.min(...lons);
}

// The properties of the district a position lies in, or null.
function districtAt(features, lat, lon) {
  const inRing = (ring) => {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x1, y1] = ring[i];
      const [x2, y2] = ring[j];
      if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) * (x2 - x1)) / (y2 - y1))
        inside = !inside;
    }
    return inside;
  };
  const holds = ([outer, ...holes]) => inRing(outer) && !holes.some(inRing);
  const feature = features.find(({ geometry }) => geometry.coordinates.some(holds));
  return feature ? feature.properties : null;
}

// Where the person is, told only to this browser. words: dataset with denied, nowhere, slow,
// unsupported.
function locate(words) {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) return reject(words.unsupported);
    const sentences = { 1: words.denied, 2: words.nowhere, 3: words.slow };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(coords),
      (error) => reject(sentences[error.code]),
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 30000 },
    );
  });
}

const fill = (sentence, values) =>
  (sentence ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export { cityMap, districtAt, drawDistricts, fill, inPieces, locate, pause };
