// A number that changed rolls to its new value, where motion is welcome.

const MS = 180;
const frames = new WeakMap();
const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Shows the numbers from one to another in an element. @param words how a number is written */
export function roll(element, from, to, words) {
  const show = (value) => (element.textContent = words(value));
  cancelAnimationFrame(frames.get(element));
  if (from === to || isStill()) return show(to);
  const began = performance.now();
  const step = (at) => {
    const part = Math.min(Math.max(at - began, 0) / MS, 1);
    show(Math.round(from + (to - from) * part));
    if (part < 1) frames.set(element, requestAnimationFrame(step));
  };
  step(began);
}

/** Rolls from the number in other words to the one an element shows. */
export function rollFrom(before, element) {
  const count = (text) => Number(text.replace(/\D/g, ""));
  const { format } = new Intl.NumberFormat(document.documentElement.lang);
  roll(element, count(before), count(element.textContent), format);
}
