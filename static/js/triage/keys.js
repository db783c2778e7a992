// The desk by keyboard: j and k move, x ticks, Enter opens, a letter opens or does an act. Keys can
// be turned off (WCAG 2.1.4), which this browser remembers, and none is taken while somebody types.
// An act puts another list in the place of this one, so everything is looked up when it is wanted.

import { keyOf } from "../app/key.js";

const KEPT = "desk-keys";
const table = () => document.getElementById("desk");
const acts = () => document.getElementById("acts");
const enabled = () => document.getElementById("keys-on");
const rows = () => [...(table()?.tBodies[0]?.rows ?? [])];
const tickOf = (row) => row.querySelector("input[name=issue]");
const current = () => rows().find((row) => row.classList.contains("at"));

function remembered() {
  enabled().checked = localStorage.getItem(KEPT) !== "off";
}
remembered();
document.addEventListener("change", ({ target }) => {
  if (target === enabled()) localStorage.setItem(KEPT, target.checked ? "on" : "off");
});

function go(step) {
  const from = rows().indexOf(current());
  goTo(from < 0 ? 0 : from + step);
}

function goTo(number) {
  const all = rows();
  const next = all[Math.min(all.length - 1, Math.max(0, number))];
  if (!next) return;
  current()?.classList.remove("at");
  next.classList.add("at");
  tickOf(next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function tick() {
  const row = current();
  if (!row) return;
  tickOf(row).checked = !tickOf(row).checked;
  tickOf(row).dispatchEvent(new Event("change", { bubbles: true }));
}

// A letter without a row under it is about the row the planner is at, as if they had ticked it.
function choose() {
  const others = acts().elements.others.value; // ticked on other pages
  const any = others || rows().some((row) => tickOf(row).checked);
  const all = document.querySelector("input[name=all]")?.checked;
  if (!any && !all) tick();
}

function openAct(details) {
  choose();
  details.open = true;
  details.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  details.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  x: tick,
  Enter: () => current()?.querySelector("a")?.click(),
  e: () => {
    choose();
    acts().querySelector("button[value=looked]").click(); // htmx learns of buttons by clicks
  },
  z: () => document.getElementById("undo")?.click(),
  "/": () => document.getElementById("q").focus(),
};

function actOf(key) {
  const folds = [...acts().querySelectorAll("[data-key]")];
  const asked = folds.find(({ dataset }) => dataset.key === key);
  return asked && (() => openAct(asked));
}

const TYPED = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])";

const PRESSED = "a, button, summary"; // Enter on these is their own

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  const target = event.target;
  if (event.key === "Escape" && target.closest("#acts")) return current() && go(0);
  if (!enabled().checked || target.matches(TYPED)) return;
  const key = keyOf(event);
  if (key === "Enter" && target.matches(PRESSED)) return;
  const act = KEYS[key] ?? actOf(key);
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusin", ({ target }) => {
  if (!table()?.contains(target)) return;
  current()?.classList.remove("at");
  target.closest("tbody tr")?.classList.add("at");
});

// Whoever was at a row goes on at the one now in its place; others are led to what was done.
let place = -1;
document.addEventListener("htmx:beforeSwap", () => {
  place = rows().indexOf(current());
  // While old and new stand side by side, an open fold would close its namesake.
  acts().querySelector("details[open]")?.removeAttribute("name");
});
document.addEventListener("htmx:afterSwap", ({ target, detail }) => {
  if (target.id !== "desk-part") return;
  remembered();
  if (place >= 0 && detail.xhr.status < 400) goTo(place);
  place = -1;
});
