// Tables that are filled in: a cell of words is one line, so Enter saves as in a cell of numbers.

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key !== "Enter" || event.isComposing || !target.matches(".entry textarea")) return;
  event.preventDefault();
  target.form.requestSubmit();
});
