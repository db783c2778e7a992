// Puts what was kept back into a form, with the server's sentences at the fields.

/** @param {HTMLFormElement} form @param {[string, string][]} fields */
export function fill(form, fields) {
  const many = new Map();
  for (const [name, value] of fields) many.set(name, [...(many.get(name) ?? []), value]);
  for (const [name, values] of many) {
    const field = form.elements[name];
    const controls = field instanceof RadioNodeList ? [...field] : field ? [field] : [];
    for (const control of controls) {
      if (control.type === "radio" || control.type === "checkbox")
        control.checked = values.includes(control.value);
      else control.value = values[0];
      control.closest("details")?.setAttribute("open", "");
    }
  }
}

/**
 * Say on top of a form what the server refused, and mark it.
 * @param {HTMLFormElement} form
 * @param {{words: string, fields: Record<string, string>} | null} problem
 */
export function mark(form, problem) {
  if (!problem?.words) return;
  const summary = paragraph("note bad", problem.words);
  summary.tabIndex = -1;
  summary.setAttribute("role", "alert");
  form.prepend(summary);
  markFields(form, problem.fields ?? {});
  summary.focus();
}

/**
 * A sentence at each field named; those of the time before are taken away.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} fields
 * @returns {[HTMLElement, string][]} what was marked, with its sentence
 */
export function markFields(form, fields) {
  form.querySelectorAll("[data-kept-error]").forEach((error) => {
    error.closest(".wrong")?.classList.remove("wrong");
    form.querySelector(`[aria-describedby="${error.id}"]`)?.removeAttribute("aria-invalid");
    error.remove();
  });
  const marked = [];
  for (const [name, sentence] of Object.entries(fields)) {
    const field = form.elements[name];
    const control = field instanceof RadioNodeList ? field[0] : field;
    const holder =
      control?.closest(".field, fieldset") ?? form.querySelector("[data-photo-chooser]");
    if (!holder) continue;
    holder.classList.add("field", "wrong");
    const error = paragraph("error", sentence);
    error.id = `${name}-kept-error`;
    error.dataset.keptError = "";
    control?.setAttribute("aria-invalid", "true");
    control?.setAttribute("aria-describedby", error.id);
    const label = holder.querySelector("label, legend");
    if (label) label.after(error);
    else holder.prepend(error);
    marked.push([error, sentence]);
  }
  return marked;
}

/** Lines that lead to what was marked. @param {HTMLFormElement} form */
export function linksTo(form, marked) {
  return marked.map(([error, sentence]) => {
    const link = Object.assign(document.createElement("a"), {
      href: `#${error.id}`,
      className: "link",
      textContent: sentence,
    });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const control = form.querySelector(`[aria-describedby="${error.id}"]`);
      error.scrollIntoView({ block: "center" });
      control?.focus({ preventScroll: true });
    });
    const line = paragraph("", "");
    line.append(link);
    return line;
  });
}

function paragraph(className, words) {
  const line = document.createElement("p");
  line.className = className;
  line.textContent = words;
  return line;
}
