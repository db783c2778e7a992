// How many issues are ticked, said beside what can be done to them. Ticks stay while the pages of
// one list are turned: those of other pages go along in the field "others".

const KEPT = "desk-chosen"; // {list, seen, ids} of the list that is looked at, in this tab
const acts = () => document.getElementById("acts");
const all = () => document.querySelector("input[name=all]");
const ticks = () => [...document.querySelectorAll("input[name=issue]")];
const field = (name) => acts().elements[name];
const elsewhere = () => field("others").value.split(",").filter(Boolean);
const here = () => ticks().filter((tick) => tick.checked);

function say() {
  const output = document.getElementById("chosen");
  const isAll = Boolean(all()?.checked);
  const others = isAll ? 0 : elsewhere().length;
  const count = isAll ? all().dataset.count : here().length + others;
  const { words, others: ofOthers } = output.dataset;
  const parts = [[words, count], [ofOthers, others]].filter(([, number]) => number);
  output.textContent = parts.map(([each, number]) => each.replace("0", number)).join(" · ");
  document.getElementById("choose-none").hidden = isAll || !count;
  for (const tick of ticks()) tick.disabled = isAll;
}

function keep() {
  const ids = [...elsewhere(), ...here().map((tick) => tick.value)];
  const kept = { list: acts().action, seen: Number(field("seen").value), ids };
  if (ids.length) sessionStorage.setItem(KEPT, JSON.stringify(kept));
  else sessionStorage.removeItem(KEPT);
}

/** What was ticked on other pages of this list; what changed since it was first seen is told. */
function bring() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  if (kept.list === acts().action) {
    const known = new Map(ticks().map((tick) => [tick.value, tick]));
    for (const id of kept.ids) if (known.has(id)) known.get(id).checked = true;
    field("others").value = kept.ids.filter((id) => !known.has(id)).join(",");
    field("seen").value = Math.min(kept.seen, Number(field("seen").value));
  }
  keep();
  say();
}

function chooseNone() {
  for (const tick of here()) tick.checked = false;
  field("others").value = "";
  keep();
  say();
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("input[name=issue], input[name=all]")) {
    keep();
    say();
  }
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("#choose-none")) chooseNone();
});
// A refused act comes back with its ticks; one that is done leaves none.
document.addEventListener("submit", ({ target }) => {
  if (target === acts()) sessionStorage.removeItem(KEPT);
});
document.addEventListener("htmx:afterSwap", bring);
addEventListener("pageshow", bring);
bring();
