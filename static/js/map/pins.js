// Pins of single issues, and of several that stand on one spot. Used by map/map.js.

const DROP = '<path d="M0 0S-9-8-9-15a9 9 0 0 1 18 0C9-8 0 0 0 0z"/>';
const pin = (inside, width, height) =>
  `<svg viewBox="-12 -28 24 30" width="${width}" height="${height}" aria-hidden="true">` +
  `${DROP}${inside}</svg>`;

export const PIN = pin('<circle cy="-15" r="3.2"/>', 32, 40);
export const pinOfSeveral = (count) => pin(`<text y="-11.4">${Number(count)}</text>`, 40, 50);

// Issues in groups: each stands with the first one closer than `apart`, else for itself. at(issue)
// is a point in pixels of the nearest zoom, so that a group is one at every zoom, whatever the
// order.
export function together(issues, at, apart) {
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
export function listOf(issues, supported, name = "") {
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
