// The plan by keyboard: j and k go from paragraph to paragraph, e corrects the one at hand, r
// remarks on it, z takes the last edit back, y does it again, Escape comes back to the paragraph,
// ? shows the list. Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z (⌘) do as in other programs that write.
// Keys can be turned off (WCAG 2.1.4), which this browser remembers, and none is taken while
// somebody types.

import { keyOf } from "../app/key.js";
import { sayAt } from "../app/say.js";

const KEPT = "plan-keys";
const list = document.getElementById("keys");
const enabled = document.getElementById("keys-on");
const blocks = [...document.querySelectorAll(".paper [id^='p-']")];
let at = -1;

enabled.checked = localStorage.getItem(KEPT) !== "off";
enabled.addEventListener("change", () =>
  localStorage.setItem(KEPT, enabled.checked ? "on" : "off"),
);

function goTo(number) {
  at = Math.min(blocks.length - 1, Math.max(0, number));
  const block = blocks[at];
  if (!block) return;
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  block.scrollIntoView({ block: "nearest" });
}

function remark() {
  const form = blocks[at]?.querySelector("[data-remark]");
  if (!form) return;
  form.open = true;
  form.querySelector("[name=body]").focus();
}

// What comes from the rows of the round has no link: where it is written is said instead.
let sentence = null;
function correct() {
  const block = blocks[at];
  const link = block?.querySelector(".edit-here");
  if (link) return link.click();
  sentence?.closest("[data-said]").remove();
  sentence = sayAt(block ?? list, block ? list.dataset.fixed : list.dataset.first, "now");
}

// A form under a paragraph, or the list of keys, closes; what was typed in it stays.
function leave(target) {
  const form = target.closest("[data-remark]");
  if (form) form.open = false;
  if (list.open) list.open = false;
  if (at >= 0) goTo(at);
}

function showList() {
  list.open = !list.open;
  if (list.open) list.querySelector("summary").focus();
}

const press = (id) => document.getElementById(id)?.click();

const KEYS = {
  j: () => goTo(at + 1),
  k: () => goTo(at - 1),
  e: correct,
  r: remark,
  z: () => press("undo"),
  y: () => press("redo"),
  "?": showList,
};

// With Ctrl or ⌘; where there is no such button the browser's own stays.
function buttonOf({ key, code, shiftKey }) {
  const letter = keyOf({ key, code, shiftKey: false });
  if (letter === "z") return document.getElementById(shiftKey ? "redo" : "undo");
  return letter === "y" ? document.getElementById("redo") : null;
}

const TYPED = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])";

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing || event.repeat) return;
  const { target } = event;
  if (event.ctrlKey || event.metaKey) {
    const button = buttonOf(event);
    if (!button || !enabled.checked || target.matches(TYPED)) return;
    event.preventDefault();
    return button.click();
  }
  const key = keyOf(event);
  if (key === "Escape" && target.closest("[data-remark], #keys")) return leave(target);
  if (!enabled.checked || target.matches(TYPED) || !KEYS[key]) return;
  event.preventDefault();
  KEYS[key]();
});

// Whoever clicks or tabs into a paragraph goes on from there.
document.addEventListener("focusin", ({ target }) => {
  const block = target.closest?.(".paper [id^='p-']");
  if (block) at = blocks.indexOf(block);
});
