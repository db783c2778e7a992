// What axe-core does not check, as sentences: ids used twice, controls smaller than 44 × 44 px (KWCAG 2.2;
// links inside sentences are exempt), and a page wider than the screen.
() => {
  const LEAST = 44;
  const faults = [];

  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, n) => ids.indexOf(id) !== n))) faults.push(`id twice: ${id}`);

  const excess = document.documentElement.scrollWidth - innerWidth;
  if (excess > 0) faults.push(`wider than the screen by ${excess} px`);

  const control = "a[href], button, select, textarea, summary, input:not([type=hidden]), [role=button], [tabindex='0']";
  const words = (node) => node.textContent.replace(/\s+/g, "");
  const inSentence = (element) => {
    if (!getComputedStyle(element).display.startsWith("inline")) return false;
    const around = element.parentElement.closest("p, li, td, th, dd, span, label, legend, h1, h2, h3");
    const inRow = around && getComputedStyle(around).display.includes("flex");
    return around && !inRow && words(around).length > words(element).length;
  };
  // What a finger hits: a control inside a label takes the label; a link may cover its row.
  const hitBox = (element) => {
    const label = element.closest("label") ?? (element.id && document.querySelector(`label[for="${CSS.escape(element.id)}"]`));
    const boxes = [element, label].filter(Boolean).map((each) => each.getBoundingClientRect());
    const after = getComputedStyle(element, "::after");
    if (after.position === "absolute" && after.content !== "none") {
      boxes.push({ width: parseFloat(after.width), height: parseFloat(after.height) });
    }
    return { width: Math.max(...boxes.map((b) => b.width)), height: Math.max(...boxes.map((b) => b.height)) };
  };
  for (const element of document.querySelectorAll(control)) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: false })) continue;
    if (element.classList.contains("skip") || inSentence(element)) continue;
    const { width, height } = hitBox(element);
    if (width < 2 || height < 2) continue; // hidden for the eye, its label stands for it
    if (width < LEAST - 0.5 || height < LEAST - 0.5) {
      faults.push(`${Math.round(width)}×${Math.round(height)} px: ${element.outerHTML.slice(0, 120)}`);
    }
  }
  return faults;
}
