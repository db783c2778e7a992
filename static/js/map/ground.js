// What lies under a map without tiles: waters, roads and landmarks of the city's own file
// (civic/places/ground). Names stand where they fit, landmarks once one is near.

const NEAR = 14; // zoom from which landmarks are named
const LETTER_PX = 6.5;
const LINE_PX = 18;

// Resolves once it is drawn; without an answer the map stays as it is.
export async function drawGround(L, map, address) {
  if (!address) return;
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return;
  const { features } = await answer.json();
  map.createPane("ground").style.zIndex = 410; // over the districts, under names and pins
  map.getPane("ground").style.pointerEvents = "none";
  const points = ({ geometry }) => geometry.type === "Point";
  for (const feature of features.filter((each) => !points(each))) {
    const className = `ground ${feature.properties.kind}`;
    L.geoJSON(feature, { pane: "ground", interactive: false, style: { className } }).addTo(map);
  }
  nameLandmarks(L, map, features.filter(points));
}

function nameLandmarks(L, map, landmarks) {
  map.createPane("landmarks").style.zIndex = 440;
  const shown = new Map(); // index → marker
  const place = () => {
    const bounds = map.getBounds();
    const taken = [];
    landmarks.forEach(({ geometry, properties }, n) => {
      const [lon, lat] = geometry.coordinates;
      const fits = map.getZoom() >= NEAR && bounds.contains([lat, lon]);
      const point = fits && map.latLngToLayerPoint([lat, lon]);
      const half = properties.name.length * LETTER_PX;
      const free =
        fits &&
        taken.every(
          (other) =>
            Math.abs(other.point.x - point.x) > other.half + half ||
            Math.abs(other.point.y - point.y) > LINE_PX,
        );
      if (free) taken.push({ point, half });
      if (free && !shown.has(n)) shown.set(n, mark(L, lat, lon, properties.name).addTo(map));
      if (!free && shown.has(n)) {
        shown.get(n).remove();
        shown.delete(n);
      }
    });
  };
  map.on("moveend", place);
  place();
}

function mark(L, lat, lon, name) {
  const dot = document.createElement("span");
  dot.textContent = name;
  const icon = L.divIcon({ className: "landmark", html: dot, iconSize: null });
  const quiet = { interactive: false, keyboard: false };
  return L.marker([lat, lon], { icon, pane: "landmarks", ...quiet });
}
