// A ranking by buttons: moves a solution at the press. Without it each press is saved as a draft.

import { begin } from "./ballot.js";

const form = document.querySelector("form[data-ballot]");
const words = form.dataset;
const part = (name) => form.querySelector(`[data-${name}]`);
const ranked = () => [...part("ranked").children];
const everyone = [...form.querySelectorAll("[data-solution]")];
const id = (item) => Number(item.dataset.solution);

const ids = () => ranked().map(id);

const choices = () =>
  ranked().map((item, place) => ({
    title: `${words.rank.replace("{n}", place + 1)} ${item.dataset.title}`,
    cost: item.querySelector(".grow .num").textContent.trim(),
  }));

function show(chosen) {
  const byId = new Map(everyone.map((item) => [id(item), item]));
  part("ranked").replaceChildren(...chosen.map((solution) => byId.get(solution)).filter(Boolean));
  part("unranked").append(...everyone.filter((item) => !chosen.includes(id(item))));
}

function draw() {
  part("none").hidden = ranked().length > 0;
  for (const item of everyone) {
    const rank = ranked().indexOf(item) + 1;
    item.querySelector("input[name=solutions]").disabled = !rank;
    const label = item.querySelector("[data-rank]");
    label.hidden = !rank;
    label.textContent = words.rank.replace("{n}", rank);
    item.querySelector("[data-when-ranked]").hidden = !rank;
    item.querySelector("[data-when-unranked]").hidden = Boolean(rank);
  }
}

function move(act, item) {
  const place = ranked().indexOf(item);
  if (act === "add") part("ranked").append(item);
  if (act === "drop") part("unranked").prepend(item);
  if (act === "up" && place > 0) ranked()[place - 1].before(item);
  if (act === "down" && place < ranked().length - 1) ranked()[place + 1].after(item);
}

function tell(item) {
  const rank = ranked().indexOf(item) + 1;
  const line = part("moved");
  const sentence = rank ? line.dataset.words : line.dataset.dropped;
  line.textContent = sentence.replace("{title}", item.dataset.title).replace("{rank}", rank);
}

// The pressed button moved with its item or is gone: a keyboard keeps its place.
function keepFocus(button, item) {
  const next = button.closest("[hidden]")
    ? item.querySelector(":not([hidden]) > button, button:not([hidden])")
    : button;
  next.focus();
}

function listen(changed, refused) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=move]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("[data-solution]");
    const act = button.value.split("-")[0];
    const full = act === "add" && ranked().length >= Number(words.most);
    part("limit").hidden = !full;
    if (full) return refused();
    move(act, item);
    changed();
    tell(item);
    keepFocus(button, item);
  });
}

begin({ ids, choices, show, draw, listen });
