// Whether a place belongs to the municipality, as the server sees it: in a district or within about
// 300 m of one, for piers and beaches. Before the districts have arrived the box around them
// decides.

import { districtAt } from "./city.js";

const NEAR = 0.004; // degrees: a little more than 300 m
const AROUND_IT = Array.from({ length: 16 }, (_, i) => [
  Math.cos((i * Math.PI) / 8),
  Math.sin((i * Math.PI) / 8),
]);

// box: [west, south, east, north] in degrees; features: the districts as GeoJSON.
export function isInside(lat, lon, [west, south, east, north], features) {
  if (lat < south - NEAR || lat > north + NEAR || lon < west - NEAR || lon > east + NEAR)
    return false;
  if (!features.length || districtAt(features, lat, lon)) return true;
  return AROUND_IT.some(([x, y]) =>
    districtAt(features, lat + y * NEAR * 0.67, lon + x * NEAR * 0.84),
  );
}
