// The wish's buttons and slider, in step with its number field, which works alone without this.

const parse = (text) => Number.parseFloat(text.normalize("NFKC").replace(/[,\s]/g, ""));
const tidy = (value) => Number(value.toPrecision(12));

function show(form, value) {
  const { baseline, gapUnit, less, more, same } = form.dataset;
  const words = form.querySelector("[data-compare]");
  if (baseline === undefined || Number.isNaN(value)) return void (words.textContent = "");
  const gap = tidy(value - Number(baseline));
  const amount = Math.abs(gap).toLocaleString(undefined, { maximumFractionDigits: 2 }) + gapUnit;
  words.textContent = gap === 0 ? same : (gap < 0 ? less : more).replace("{n}", amount);
}

function follow(form, value) {
  const slide = form.querySelector("#slide");
  slide.value = Number.isNaN(value) ? (form.dataset.baseline ?? form.dataset.lowest) : value;
  slide.setAttribute("aria-valuetext", `${tidy(Number(slide.value))}${form.dataset.unit}`);
  show(form, value);
}

function set(form, value) {
  const { lowest, highest } = form.dataset;
  const kept = tidy(Math.min(Math.max(value, Number(lowest)), Number(highest)));
  form.querySelector("#wish").value = kept;
  follow(form, kept);
}

function start(root) {
  for (const form of root.querySelectorAll("form[data-wish]")) {
    for (const part of form.querySelectorAll("[data-by], [data-slide]")) part.hidden = false;
    follow(form, parse(form.querySelector("#wish").value));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("form[data-wish] [data-by]");
  if (!button) return;
  const form = button.form;
  const now = parse(form.querySelector("#wish").value);
  const from = Number.isNaN(now) ? Number(form.dataset.baseline ?? form.dataset.lowest) : now;
  set(form, from + Number(button.dataset.by) * Number(form.dataset.step));
});
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || !("wish" in form.dataset)) return;
  if (event.target.id === "slide") set(form, Number(event.target.value));
  if (event.target.id === "wish") follow(form, parse(event.target.value));
});
document.addEventListener("htmx:afterSwap", () => start(document));
start(document);
