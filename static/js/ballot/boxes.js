// Boxes to tick: the running sum, what is left of the budget, and the limits said at the tick.

import { roll } from "../app/roll.js";
import { begin } from "./ballot.js";

const form = document.querySelector("form[data-ballot]");
const words = form.dataset;
const boxes = [...form.querySelectorAll("input[type=checkbox][name=solutions]")];
const part = (name) => form.querySelector(`[data-${name}]`);
const budget = Number(words.budget);
const within = words.form === "knapsack";
let numbers = null;

const cost = (box) => Number(box.dataset.cost);
const picked = () => boxes.filter((box) => box.checked);
const spent = () => picked().reduce((sum, box) => sum + cost(box), 0);

function money(won) {
  // Costs a phone a moment: at the first tick.
  numbers ??= new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  if (won >= 1e8) return words.hundredMillions.replace("{n}", numbers.format(won / 1e8));
  if (won >= 1e7) return words.tenThousands.replace("{n}", numbers.format(won / 1e4));
  return words.won.replace("{n}", numbers.format(won));
}

function drawMeter(sum) {
  const meter = part("meter");
  const scale = Math.max(budget, sum);
  let at = 0;
  meter.replaceChildren(
    ...picked().map((box) => {
      const block = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      block.setAttribute("x", `${at}%`);
      block.setAttribute("width", `${(cost(box) * 100) / scale}%`);
      block.setAttribute("height", "100%");
      at += (cost(box) * 100) / scale;
      return block;
    }),
  );
  meter.setAttribute("aria-valuenow", Math.min(sum, budget));
  meter.setAttribute("aria-valuetext", words.ofBudget.replace("{n}", money(sum)));
}

const ids = () => picked().map((box) => Number(box.value));

const shown = (box, name) => box.closest("li").querySelector(name).textContent.trim();

const choices = () =>
  picked().map((box) => ({ title: shown(box, "strong"), cost: shown(box, ".num") }));

const sum = () => (within ? `${money(spent())} / ${money(budget)}` : "");

function show(chosen) {
  for (const box of boxes) box.checked = chosen.includes(Number(box.value));
}

let before = spent(); // what the page shows

function draw() {
  if (!within) return; // the budget binds nobody
  const total = spent();
  const left = (of) => Math.max(budget - of, 0);
  drawMeter(total);
  roll(part("spent"), before, total, money);
  roll(part("left"), left(before), left(total), money);
  before = total;
  for (const box of boxes) {
    const note = box.closest("label").querySelector("[data-too-dear]");
    note.hidden = box.checked || cost(box) <= budget - total;
  }
}

function tooMany() {
  const broken = picked().length > Number(words.most);
  part("limit").hidden = !broken;
  return broken;
}

function tooDear(box) {
  if (!within) return false;
  const left = budget - (spent() - (box.checked ? cost(box) : 0));
  const broken = box.checked && cost(box) > left;
  const line = part("unfit").querySelector("[data-words]");
  line.textContent = line.dataset.words
    .replace("{cost}", money(cost(box)))
    .replace("{left}", money(Math.max(left, 0)));
  part("unfit").hidden = !broken;
  return broken;
}

// changed() after a change that stands; refused() when the tick was taken back.
function listen(changed, refused) {
  form.addEventListener("change", ({ target }) => {
    if (!boxes.includes(target)) return;
    if (!tooMany() && !tooDear(target)) return changed();
    target.checked = false;
    refused();
  });
  // Ticked while the scripts were on their way.
  for (const box of boxes.filter((each) => each.checked !== each.defaultChecked)) {
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

begin({ ids, choices, sum, show, draw, listen });
