// A report in four small steps on a phone: photo, place, one line, sending. Markup:
// templates/issues/reporting/new.html
//   form[data-steps] with [data-step="2 3"]…, [data-steps-bar] (back, title, meter), [data-next]
// Without script, on a wide screen, and where a form comes back filled in, it is the one page it
// always was; every field stays in the form, so nothing is lost between steps. The phone's own Back
// goes a step back.

const form = document.querySelector("form[data-steps]");
const words = form.dataset;
const titles = JSON.parse(words.steps);
const LAST = titles.length;
const narrow = matchMedia("(max-width: 47.99rem)");
const part = (name) => form.querySelector(`[data-${name}]`);
const at = () => Number(words.at ?? 0);
const isStepped = () => at() > 0 && narrow.matches;
const photos = () => form.querySelectorAll("li[data-photo]").length;
const title = () => form.elements.title.value.trim();
const hasPlace = () => Boolean(form.elements.lat.value || form.elements.district_id.value);

function draw(step) {
  words.at = step;
  for (const piece of form.querySelectorAll("[data-step]"))
    piece.classList.toggle("is", piece.dataset.step.split(" ").includes(String(step)));
  part("steps-title").textContent = titles[step - 1];
  part("steps-count").textContent = `${step}/${LAST}`;
  part("steps-meter").setAttribute("width", `${(step * 100) / LAST}%`);
  part("steps-back").hidden = step === 1;
  part("next-says").textContent = "";
  label();
}

function label() {
  part("next").querySelector("span").textContent =
    at() === 1 && !photos() ? words.withoutPhoto : words.goOn;
}

function show(step) {
  draw(step);
  if (!narrow.matches) return;
  scrollTo(0, 0);
  part("steps-title").focus({ preventScroll: true });
  dispatchEvent(new Event("resize")); // a map that was out of sight takes its size
}

function go(step) {
  history.pushState({ step }, "");
  show(step);
}

// Everything at once: what was refused, or brought back, is looked at as a whole.
function whole() {
  delete words.at;
}

const missing = () =>
  (at() === 2 && !hasPlace() && words.noPlace) || (at() === 3 && !title() && words.noTitle) || "";

function next() {
  const sentence = missing();
  part("next-says").textContent = sentence;
  part("next-line").hidden = !sentence;
  if (sentence) {
    form.querySelector(at() === 2 ? "#district_id" : "#title").focus();
    return;
  }
  if (at() === 3) guess();
  go(at() + 1);
}

// The category the words speak for, ticked to be seen; where it can't be asked the server guesses.
async function guess() {
  const chosen = form.querySelector("[name=category]:checked");
  if (chosen && !chosen.dataset.guessed) return;
  const answer = await fetch(`${words.guess}?${new URLSearchParams({ title: title() })}`).catch(
    () => null,
  );
  if (!answer?.ok) return;
  const { category } = await answer.json();
  const box = form.querySelector(`[name=category][value="${CSS.escape(category)}"]`);
  if (!box || (form.querySelector("[name=category]:checked") ?? chosen) !== chosen) return;
  if (chosen) delete chosen.dataset.guessed;
  box.checked = true;
  box.dataset.guessed = "";
}

part("next").addEventListener("click", next);
part("steps-back").addEventListener("click", () => history.back());
addEventListener("popstate", ({ state }) => at() && draw(state?.step ?? 1));
addEventListener("hashchange", () => location.hash === "#whole" && whole());
// Enter in a field goes on; it does not send what nobody has looked over.
form.addEventListener("keydown", (event) => {
  const isField = event.target.matches("input:not([type=file]), select");
  if (event.key !== "Enter" || event.isComposing || !isField || !isStepped()) return;
  if (at() === LAST || event.target.closest("[data-place-picker]")) return;
  event.preventDefault();
  next();
});
form.addEventListener("photo:taken", () => {
  if (at() === 1) go(2);
});
form.addEventListener("photo:removed", label);
form.addEventListener("change", ({ target }) => {
  if (target.name === "category") delete target.dataset.guessed;
});
form.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-place-yes]") || at() !== 2 || !narrow.matches) return;
  setTimeout(() => hasPlace() && go(3)); // the picker has taken it by then
});
form.addEventListener("outbox:refused", ({ detail }) => detail.answer?.similar || whole());
form.addEventListener("reset", () => setTimeout(() => at() && show(1)));
// A draft brought back with its words is looked at whole; one of a photo alone goes on from there.
form.addEventListener("draft:back", () => {
  if (title()) whole();
  else if (photos() && at() === 1) go(2);
});

// Loaded anew, or come back to, it goes on where it was.
const [visit] = performance.getEntriesByType("navigation");
const step = visit?.type === "navigate" ? 1 : (history.state?.step ?? 1);
if (!("whole" in words) && location.hash !== "#whole") draw(step);
