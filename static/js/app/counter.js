// How many letters a field has and may have, below it; a field that is full says so, since the
// browser cuts what is pasted. Markup: counter in templates/shared/ui.html.

for (const line of document.querySelectorAll("[data-counts]")) {
  const field = document.getElementById(line.dataset.counts);
  const [says, count] = line.children;
  const tell = () => {
    const { length } = field.value;
    count.textContent = `${length}/${field.maxLength}`;
    const full = length >= field.maxLength ? line.dataset.full : "";
    if (says.textContent !== full) says.textContent = full;
  };
  field.addEventListener("input", tell);
  for (const filled of ["draft:back", "reset"])
    field.form?.addEventListener(filled, () => setTimeout(tell));
  line.hidden = false;
  tell();
}
