// Words that can't be read as sentences: cut off by a box that hides what is over its edge, past the
// edge of the screen, or sticking out of the box they belong to. Boxes that scroll may hold more,
// and a map that moves.
() => {
  const faults = new Set();
  const box = ".button, .chip, .status, .card, .note, .tabs a, .cluster, .empty, td, th, summary, .nav a";
  const says = (node) => node.textContent.trim().slice(0, 40);
  const where = (element) => `${element.localName}.${element.getAttribute("class") ?? ""}`;
  const past = (inner, outer) =>
    Math.max(outer.left - inner.left, inner.right - outer.right, outer.top - inner.top, inner.bottom - outer.bottom);
  const sideways = (inner, outer) => Math.max(outer.left - inner.left, inner.right - outer.right);
  const hides = (value) => value === "hidden" || value === "clip";

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("script, style, noscript, template, title, desc, option, .hide, .heard, .skip, .leaflet-container")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      if (line.width < 1) continue;
      const own = parent.closest(box);
      if (own && !parent.closest("svg") && sideways(line, own.getBoundingClientRect()) > 1.5) faults.add(`sticks out of ${where(own)}: ${says(node)}`);
      let free = false; // whether something around it scrolls
      for (let around = parent; around && around !== document.body; around = around.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(around);
        const edge = around.getBoundingClientRect();
        const across = hides(overflowX) && sideways(line, edge) > 1.5;
        const down = hides(overflowY) && past(line, edge) > sideways(line, edge) && past(line, edge) > 4;
        if (!free && (across || down)) faults.add(`cut by ${where(around)}: ${says(node)}`);
        free ||= ["auto", "scroll"].includes(overflowX);
        if (position === "fixed") break;
      }
      if (!free && (line.left < -1 || line.right > innerWidth + 1)) faults.add(`past the edge: ${says(node)}`);
    }
  }
  return [...faults];
}
