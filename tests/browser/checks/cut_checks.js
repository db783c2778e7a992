// Words that can't be read as sentences: cut off by a box that hides what is over its edge, past the
// edge of the screen, sticking out of the box they belong to, or over other words. Boxes that scroll may hold more,
// and a map that moves.
() => {
  for (const row of document.querySelectorAll(".issue")) row.style.contentVisibility = "visible"; // also those far away
  const faults = new Set();
  const lines = []; // of words that stay where they are, to find those over one another
  const floats = (element) => element.closest(".nav, .stick, .app-bar, [popover], .budget");
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
      let away = floats(parent); // or is scrolled out of sight
      for (let around = parent; around && around !== document.body; around = around.parentElement) {
        const { overflowX, overflowY, position, webkitLineClamp } = getComputedStyle(around);
        const edge = around.getBoundingClientRect();
        const across = hides(overflowX) && sideways(line, edge) > 1.5;
        if (webkitLineClamp !== "none" && line.top > edge.bottom - 4) free = away = true; // what a list leaves to the page itself
        const down = hides(overflowY) && past(line, edge) > sideways(line, edge) && past(line, edge) > 4;
        if (!free && (across || down)) faults.add(`cut by ${where(around)}: ${says(node)}`);
        const scrolls = ["auto", "scroll"].includes(overflowX);
        free ||= scrolls;
        away ||= scrolls && past(line, edge) > 1;
        if (position === "fixed") break;
      }
      if (!away) lines.push({ line, node });
      if (!free && (line.left < -1 || line.right > innerWidth + 1)) faults.add(`past the edge: ${says(node)}`);
    }
  }
  lines.sort((a, b) => a.line.top - b.line.top);
  for (const [n, { line, node }] of lines.entries()) {
    for (let m = n + 1; m < lines.length && lines[m].line.top < line.bottom; m++) {
      const other = lines[m].line;
      const across = Math.min(line.right, other.right) - Math.max(line.left, other.left);
      const down = Math.min(line.bottom, other.bottom) - other.top;
      const words = lines[m].node;
      if (across > 3 && down > Math.min(line.height, other.height) * 0.5 && words !== node && !words.parentElement.closest("svg")) faults.add(`${says(words)} over ${says(node)}`);
    }
  }
  return [...faults];
}
