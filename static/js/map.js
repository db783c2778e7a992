// The issue map. Markup (templates/places/_live_map.html makes it; a page may write its own):
//   <div id="map" data-districts data-feed data-bounds="w,s,e,n" [data-tiles data-attribution]
//        [data-cluster="문제 {count}건 …" data-supports="공감 {count}" data-outside data-denied
//         data-nowhere data-slow data-unsupported data-me]></div>
//   optional beside it: buttons [data-map-zoom="in"|"out"], [data-map-near], and [data-map-says].
// Feed: GET data-feed?zoom=Z&bbox=w,s,e,n → {cells: [{lat, lon, count}],
//   issues: [{id, title, lat, lon, supports, status, url}]}.
// Clicking a district sends "map:district" (detail: its properties) from the map's element.

if (!window.city) await import("./city.js");
const { whenLeaflet, cityMap, drawDistricts, locate, fill } = window.city;

const box = (bounds) =>
  [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
    .map((side) => side.toFixed(5))
    .join(",");

const PIN =
  '<svg viewBox="-12 -28 24 30" width="32" height="40" aria-hidden="true"><path d="M0 0S-9-8-9-15a9 9 0 0 1 18 0C9-8 0 0 0 0z"/><circle cy="-15" r="3.2"/></svg>';

const element = document.getElementById("map");
if (element?.dataset.bounds) whenLeaflet((L) => start(L, element));

function start(L, element) {
  const words = element.dataset;
  const map = cityMap(L, element, words);
  drawDistricts(L, map, words.districts, (properties) =>
    element.dispatchEvent(new CustomEvent("map:district", { bubbles: true, detail: properties })),
  );
  const pins = L.layerGroup().addTo(map);
  let asked = null;

  async function refresh() {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(words.feed, location.href);
    address.searchParams.set("zoom", Math.round(map.getZoom()));
    address.searchParams.set("bbox", box(map.getBounds()));
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") console.warn("map feed", error);
    }
  }

  function show({ cells = [], issues = [] }) {
    const focused = document.activeElement?.dataset?.key;
    pins.clearLayers();
    cells.forEach(addCell);
    issues.forEach(addIssue);
    if (focused) element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  function addCell({ lat, lon, count }) {
    const size = 34 + Math.min(22, Math.round(8 * Math.log10(count)));
    const icon = L.divIcon({ className: "cluster num", html: String(Number(count)), iconSize: [size, size] });
    const marker = L.marker([lat, lon], { icon, riseOnHover: true });
    marker.on("click", () => map.setView([lat, lon], Math.min(map.getZoom() + 2, map.getMaxZoom())));
    put(marker, fill(words.cluster ?? "{count}", { count }), `c${lat},${lon}`);
  }

  function addIssue({ id, title, lat, lon, supports, url }) {
    const icon = L.divIcon({ className: "issue-pin", html: PIN, iconSize: [32, 40], iconAnchor: [16, 38] });
    const marker = L.marker([lat, lon], { icon, riseOnHover: true });
    marker.bindPopup(() => card(title, supports, url), { offset: [0, -28], minWidth: 200 });
    put(marker, title, `i${id}`);
  }

  function put(marker, name, key) {
    pins.addLayer(marker);
    const button = marker.getElement();
    button.setAttribute("aria-label", name);
    button.setAttribute("role", "button");
    button.dataset.key = key;
  }

  function card(title, supports, url) {
    const holder = document.createElement("div");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    const count = document.createElement("p");
    count.className = "small num";
    count.textContent = fill(words.supports ?? "{count}", { count: supports });
    holder.append(link, count);
    return holder;
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
    button.addEventListener("click", () => (button.dataset.mapZoom === "in" ? map.zoomIn() : map.zoomOut()));
  }
  scope.querySelector("[data-map-controls]")?.removeAttribute("hidden");
  scope.querySelector("[data-map-near]")?.addEventListener("click", async () => {
    if (says) says.textContent = "";
    try {
      const { latitude, longitude } = await locate(words);
      if (!map.options.maxBounds.contains([latitude, longitude])) throw words.outside;
      me?.remove();
      me = L.circleMarker([latitude, longitude], { className: "me", radius: 9 }).addTo(map);
      map.setView([latitude, longitude], 15);
    } catch (sentence) {
      if (says && typeof sentence === "string") says.textContent = sentence;
    }
  });
}
