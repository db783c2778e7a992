// What a planner typed and did not save stays in this tab until it is saved: a page that is loaded
// again has it back and says so. Where what is saved changed meanwhile it is offered instead, for
// it would overwrite a colleague's. Forms carry data-keep-words; templates: plans/_kept_words.html.

const person = document.querySelector("meta[name=person]")?.content ?? "";
const PREFIX = `kept-words ${person} `;
const WORDS = "textarea, select, input:is(:not([type]), [type=text])";

const nameOf = (form) => `${PREFIX}${new URL(form.action).pathname} ${form.dataset.keepWords}`;
const read = (name) => JSON.parse(sessionStorage.getItem(name) ?? "null");
const fields = (form) => [...form.querySelectorAll(WORDS)].filter(({ name }) => name);
const formOf = (name) =>
  [...document.querySelectorAll("[data-keep-words]")].find((form) => nameOf(form) === name);
const plain = (text) => text.replace(/\s+/g, " ").trim();
// Which saved words the form was opened on.
const baseOf = (form) =>
  form.querySelector("input[name=seen], input[name=revision]")?.defaultValue ?? "";

function write(name, entry) {
  try {
    sessionStorage.setItem(name, JSON.stringify(entry));
  } catch {
    // no room: what is typed stays on the screen
  }
}

function keep({ target }) {
  const form = target.closest?.("[data-keep-words]");
  if (!form || !target.matches(WORDS)) return;
  const values = Object.fromEntries(fields(form).map(({ name, value }) => [name, value]));
  const base = read(nameOf(form))?.base ?? baseOf(form);
  write(nameOf(form), { base, values, sent: false });
}

function noteIn(form) {
  const parts = document.getElementById("kept-words").content.cloneNode(true);
  if (!form.querySelector("[data-kept-words]")) form.prepend(parts);
  return form.querySelector("[data-kept-words]");
}

function say(form, offered) {
  const note = noteIn(form);
  note.querySelector("[data-put]").hidden = !offered;
  note.querySelector("[data-offered]").hidden = !offered;
  note.querySelector("[data-restored]").hidden = offered;
  for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details"))
    fold.open = true;
}

// Rows that were added come back one by one: each press redraws the form with one more.
function put(form, { values }) {
  for (const field of fields(form)) field.value = values[field.name] ?? field.value;
  say(form, false);
  const there = new Set(fields(form).map(({ name }) => name));
  const missing = Object.keys(values).find((name) => plain(values[name]) && !there.has(name));
  const table = missing?.split("-")[0];
  const more = table && form.querySelector(`button[name=act][value="${CSS.escape(table)}"]`);
  more?.click();
  return Boolean(more);
}

let filling = ""; // the name of the form whose rows come back

function restore(name) {
  const form = formOf(name);
  const entry = read(name);
  if (!form || form.querySelector("[aria-invalid=true], .wrong")) return; // it has what was sent
  const changed = fields(form).some(
    (field) => plain(entry.values[field.name] ?? field.value) !== plain(field.value),
  );
  const missing = Object.keys(entry.values).some(
    (key) => plain(entry.values[key]) && !form.elements.namedItem(key),
  );
  if (!changed && !missing) return sessionStorage.removeItem(name);
  if (entry.base !== baseOf(form)) return say(form, true);
  filling = put(form, entry) ? name : "";
}

function arrive() {
  const saved =
    (document.querySelector("#flashes .ok") && !document.referrer.includes("/sign-in")) ||
    /^#r\d+$/.test(location.hash);
  for (const name of Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX))) {
    if (saved && read(name).sent) sessionStorage.removeItem(name);
    else restore(name);
  }
}

document.addEventListener("input", keep);
document.addEventListener("submit", ({ target }) => {
  const entry = target.matches("[data-keep-words]") && read(nameOf(target));
  if (entry) write(nameOf(target), { ...entry, sent: true });
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-kept-words] button");
  if (!button) return;
  const form = button.closest("form");
  const name = nameOf(form);
  const entry = read(name);
  if ("put" in button.dataset) {
    write(name, { ...entry, base: baseOf(form) });
    filling = put(form, entry) ? name : "";
  } else {
    sessionStorage.removeItem(name);
    form.reset();
    form.querySelector("[data-kept-words]").remove();
  }
});
document.addEventListener("htmx:afterSwap", () => {
  const form = filling && formOf(filling);
  if (form) filling = put(form, read(filling)) ? filling : "";
});
arrive();
