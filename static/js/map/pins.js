// Pins of single issues, of several that stand on one spot, and of cells with their number. Used by
// map/map.js.

import { fill } from "./city.js";

const LEAST_PX = 44; // for a finger; the drawing may be smaller
const DROP = '<path d="M0 0S-9-8-9-15a9 9 0 0 1 18 0C9-8 0 0 0 0z"/>';
const pin = (inside, width, height) =>
  `<svg viewBox="-12 -28 24 30" width="${width}" height="${height}" aria-hidden="true">` +
  `${DROP}${inside}</svg>`;

const PIN = pin('<circle cy="-15" r="3.2"/>', 32, 40);
const pinOfSeveral = (count) => pin(`<text y="-11.4">${Number(count)}</text>`, 40, 50);

// Draws on a map, in the words of its element.
export class Pins {
  constructor(L, map, words) {
    Object.assign(this, { L, map, words });
  }

  // The pins of issues and cells: key → draws it and gives the marker.
  of(places) {
    const pins = new Map();
    for (const cell of places.filter(({ count }) => count))
      pins.set(`c${cell.lat},${cell.lon},${cell.count}`, () => this.cell(cell));
    const issues = places.filter(({ count }) => !count);
    const nearest = ({ lat, lon }) => this.map.project([lat, lon], this.map.getMaxZoom());
    for (const spot of together(issues, nearest, LEAST_PX)) {
      const key = `i${spot.map((issue) => issue.id)}`;
      pins.set(key, () => (spot.length > 1 ? this.several(spot) : this.issue(spot[0])));
    }
    return pins;
  }

  cell({ lat, lon, count }) {
    const size = 34 + Math.min(22, Math.round(8 * Math.log10(count)));
    const drawing =
      `<svg width="${size}" height="${size}" aria-hidden="true">` +
      `<circle cx="50%" cy="50%" r="${size / 2 - 2}"/></svg>`;
    const side = Math.max(size, LEAST_PX);
    const html = `${drawing}<span>${Number(count)}</span>`;
    const icon = { className: "cluster num", html, iconSize: [side, side] };
    const name = fill(this.words.cluster ?? "{count}", { count });
    const zoom = () => Math.min(this.map.getZoom() + 2, this.map.getMaxZoom());
    const marker = this.marker(icon, [lat, lon], count, name);
    return marker.on("click", () => this.map.setView([lat, lon], zoom()));
  }

  issue(issue) {
    const size = { iconSize: [LEAST_PX, LEAST_PX], iconAnchor: [22, 42] };
    const icon = { className: "issue-pin", html: PIN, ...size };
    const marker = this.marker(icon, [issue.lat, issue.lon], 1, issue.title);
    return marker.bindPopup(() => this.list([issue]), { offset: [0, -28], minWidth: 200 });
  }

  several(issues) {
    const [{ lat, lon }] = issues;
    const count = issues.length;
    const size = { iconSize: [LEAST_PX, 50], iconAnchor: [22, 48] };
    const icon = { className: "issue-pin several num", html: pinOfSeveral(count), ...size };
    const name = fill(this.words.several ?? "{count}", { count });
    const marker = this.marker(icon, [lat, lon], count, name);
    const popup = { offset: [0, -36], minWidth: 220, maxHeight: 260 };
    return marker.bindPopup(() => this.list(issues, name), popup);
  }

  list(issues, name) {
    const supported = ({ supports }) =>
      fill(this.words.supports ?? "{count}", { count: supports });
    return listOf(issues, supported, name);
  }

  marker(icon, position, count, name) {
    const options = { icon: this.L.divIcon(icon), count, riseOnHover: true };
    const marker = this.L.marker(position, options).addTo(this.map);
    marker.getElement().setAttribute("aria-label", name);
    return marker;
  }
}

// Issues in groups: each stands with the first one closer than `apart`, else for itself. at(issue)
// is a point in pixels of the nearest zoom, so that a group is one at every zoom, whatever the
// order.
function together(issues, at, apart) {
  const spots = [];
  for (const issue of [...issues].sort((a, b) => a.id - b.id)) {
    const point = at(issue);
    const near = spots.find((spot) => spot.point.distanceTo(point) < apart);
    if (near) near.issues.push(issue);
    else spots.push({ point, issues: [issue] });
  }
  return spots.map((spot) => spot.issues);
}

// What a pin opens: a link to each issue, most supported first, with supported(issue) under it.
function listOf(issues, supported, name = "") {
  const list = document.createElement("ul");
  list.className = "pinned";
  if (name) list.setAttribute("aria-label", name);
  for (const issue of [...issues].sort((a, b) => b.supports - a.supports || a.id - b.id)) {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = issue.url;
    link.textContent = issue.title;
    const count = document.createElement("p");
    count.className = "small num";
    count.textContent = supported(issue);
    row.append(link, count);
    list.append(row);
  }
  return list;
}
