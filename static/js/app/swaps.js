// Runs on every page: focus after swaps, and what a swap changed said aloud.

const find = (root, part) => (root.matches?.(part) ? root : root.querySelector?.(part));
find(document, "[data-focus]")?.focus();

// After a swap the focus goes on where it was (htmx finds a control with an id again), to what asks
// for it, or to the new part itself; and what changed is said where a screen reader listens.
let inside = false;
document.addEventListener(
  "htmx:beforeSwap",
  ({ detail }) => (inside = detail.target.contains(document.activeElement)),
);
document.addEventListener("htmx:afterSwap", ({ target }) => {
  find(target, "[data-focus]")?.focus();
  const news = find(target, "[data-say]");
  if (news) document.getElementById("said").textContent = news.dataset.say || news.textContent;
  if (!inside || document.activeElement !== document.body) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
});
