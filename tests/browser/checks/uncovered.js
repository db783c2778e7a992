// Sentences about controls that are covered, cut or too far to the side, and badges of more than one
// line; none when all can be pressed.
() => {
  const wrong = [];
  const seen = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const name = (el) =>
    `${el.tagName.toLowerCase()} “${(el.ariaLabel || el.textContent || el.name || "").trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 1) wrong.push(`the page is ${wide}px wider than the screen`);
  const all = document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary",
  );
  for (const el of all) {
    if (!seen(el) || el.closest(".skip, .leaflet-container, [data-app-bar]")) continue;
    const shown = el.labels?.length && el.matches("[type=radio], [type=checkbox], [type=file]");
    const control = shown ? el.labels[0] : el;
    control.scrollIntoView({ block: "center", behavior: "instant" });
    const box = [...control.getClientRects()].find((r) => r.width > 2 && r.height > 2);
    if (!box) continue;
    if (box.left < -1 || box.right > innerWidth + 1) {
      const scroller = control.closest(".scroll, .photos, [tabindex='0']");
      if (!scroller) wrong.push(`${name(el)} goes beyond the side`);
      continue;
    }
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const same = hit && (control.contains(hit) || hit.contains(control) || hit.closest("label")?.contains(el));
    if (!same) wrong.push(`${name(el)} lies under ${hit ? name(hit) : "nothing"}`);
    if (control.scrollWidth > control.clientWidth + 2 && control.matches("a.button, button"))
      wrong.push(`${name(el)} is cut`);
  }
  for (const badge of document.querySelectorAll(".status:not(.phrase)")) {
    if (!seen(badge) || !badge.textContent.trim()) continue;
    const box = badge.getBoundingClientRect();
    if (box.height > 1.7 * parseFloat(getComputedStyle(badge).lineHeight))
      wrong.push(`${name(badge)} wraps`);
    if (badge.scrollWidth > badge.clientWidth + 1 || box.right > innerWidth + 1)
      if (!badge.closest(".scroll")) wrong.push(`${name(badge)} is cut`);
  }
  scrollTo(0, 0);
  return wrong;
}
