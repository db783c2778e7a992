// A planner's list of texts: keys to walk and pick, dragging onto a theme. The form works without.

import { keyOf } from "../app/key.js";

const form = document.querySelector("form[data-move]");
const texts = [...(form?.querySelectorAll("[data-text]") ?? [])];
const box = (text) => text.querySelector("input[name=issue]");
const picked = () => texts.filter((text) => box(text).checked);
const all = form?.querySelector("[data-all]");
let at = -1;

function count() {
  const number = picked().length;
  const words = number ? form.dataset.picked.replace("{n}", number) : "";
  form.querySelector("[data-count]").textContent = words;
  all.checked = number === texts.length;
}

function go(step) {
  at = Math.min(Math.max(at + step, 0), texts.length - 1);
  box(texts[at]).focus();
  texts[at].scrollIntoView({ block: "nearest" });
}

function pick() {
  if (at < 0) return go(1);
  box(texts[at]).checked = !box(texts[at]).checked;
  count();
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  x: pick,
  m: () => form.elements.to.focus(),
};

const isTyping = (target) => target.matches("input:not([type=checkbox]), textarea, select");

function listen() {
  document.addEventListener("keydown", (event) => {
    const act = KEYS[keyOf(event)];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    act();
  });
  form.addEventListener("change", count);
  form.addEventListener("focusin", ({ target }) => {
    const text = target.closest("[data-text]");
    if (text) at = texts.indexOf(text);
  });
  all.addEventListener("change", () => {
    for (const text of texts) box(text).checked = all.checked;
    count();
  });
}

// What is dragged is the text under the pointer and every one that is picked.
function takeDrags() {
  for (const text of texts) {
    text.draggable = true;
    text.addEventListener("dragstart", (event) => {
      box(text).checked = true;
      count();
      event.dataTransfer.setData("text/plain", box(text).value);
      event.dataTransfer.effectAllowed = "move";
    });
  }
  for (const target of form.querySelectorAll("[data-drop]")) {
    target.addEventListener("dragover", (event) => {
      event.preventDefault();
      target.classList.add("over");
    });
    target.addEventListener("dragleave", () => target.classList.remove("over"));
    target.addEventListener("drop", (event) => {
      event.preventDefault();
      form.elements.to.value = target.dataset.drop;
      form.requestSubmit();
    });
  }
}

if (form) {
  listen();
  takeDrags();
  count();
}
