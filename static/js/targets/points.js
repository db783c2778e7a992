// Steppers for spreading points, and what is left of them; the number fields work without this.

const form = document.querySelector("form[data-points]");
const fields = form ? [...form.querySelectorAll('input[type="number"]:enabled')] : [];
const points = (field) => Number.parseInt(field.value, 10) || 0;

function tell() {
  const words = form.querySelector("[data-left]");
  if (!words) return;
  const left = Number(form.dataset.points) - fields.reduce((sum, field) => sum + points(field), 0);
  words.textContent = (left < 0 ? words.dataset.over : words.dataset.left).replace(
    "{n}",
    Math.abs(left),
  );
  for (const button of form.querySelectorAll("[data-by]")) {
    const field = button.parentElement.querySelector("input");
    button.disabled = button.dataset.by === "1" ? left <= 0 : points(field) <= 0;
  }
}

if (fields.length) {
  for (const button of form.querySelectorAll("[data-by]")) button.hidden = false;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-by]");
    if (!button) return;
    const field = button.parentElement.querySelector("input");
    field.value = points(field) + Number(button.dataset.by);
    tell();
  });
  form.addEventListener("input", tell);
  tell();
}
