// Runs on every page: focus after swaps, and what a swap changed said aloud.

const find = (root, part) => (root.matches?.(part) ? root : root.querySelector?.(part));
find(document, "[data-focus]")?.focus();

// After a swap the focus goes on where it was (htmx finds a control with an id again), to what asks
// for it, or to the new part itself; and what changed is said where a screen reader listens.
let inside = false;
let before = "";
const count = (root) => find(root, "[data-rolls]");
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  inside = detail.target.contains(document.activeElement);
  before = count(detail.target)?.textContent ?? "";
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  find(target, "[data-focus]")?.focus();
  const news = find(target, "[data-say]");
  if (news) document.getElementById("said").textContent = news.dataset.say || news.textContent;
  const after = count(target);
  if (before && after && before !== after.textContent)
    import("./roll.js").then(({ rollFrom }) => rollFrom(before, after)).catch(() => {});
  if (!inside || document.activeElement !== document.body) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
});
