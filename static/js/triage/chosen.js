// How many issues are ticked, said beside what can be done to them; the ticks of one page at once.

const output = document.getElementById("chosen");
const all = document.querySelector("input[name=all]");
const ticks = () => [...document.querySelectorAll("input[name=issue]")];

function say() {
  const chosen = ticks().filter((tick) => tick.checked).length;
  const count = all?.checked ? all.dataset.count : chosen;
  output.textContent = all?.checked || chosen ? output.dataset.words.replace("0", count) : "";
  for (const tick of ticks()) tick.disabled = Boolean(all?.checked);
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("input[name=issue], input[name=all]")) say();
});
addEventListener("pageshow", say);
say();
