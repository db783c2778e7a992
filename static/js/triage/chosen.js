// How many issues are ticked, said beside what can be done to them; the ticks of one page at once.

const all = () => document.querySelector("input[name=all]");
const ticks = () => [...document.querySelectorAll("input[name=issue]")];

function say() {
  const output = document.getElementById("chosen");
  const chosen = ticks().filter((tick) => tick.checked).length;
  const isAll = Boolean(all()?.checked);
  const count = isAll ? all().dataset.count : chosen;
  output.textContent = isAll || chosen ? output.dataset.words.replace("0", count) : "";
  for (const tick of ticks()) tick.disabled = isAll;
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("input[name=issue], input[name=all]")) say();
});
document.addEventListener("htmx:afterSwap", say);
addEventListener("pageshow", say);
say();
