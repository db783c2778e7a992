// Runs on every page: focus after swaps, and refusals said aloud at the form.

const find = (root, part) => (root.matches?.(part) ? root : root.querySelector?.(part));
find(document, "[data-focus]")?.focus();

// After a swap the focus goes on where it was (htmx finds a control with an id again), to what asks
// for it, or to the new part itself; and what changed is said where a screen reader listens.
let inside = false;
document.addEventListener(
  "htmx:beforeSwap",
  ({ detail }) => (inside = detail.target.contains(document.activeElement)),
);
document.addEventListener("htmx:afterSwap", ({ target }) => {
  find(target, "[data-focus]")?.focus();
  const news = find(target, "[data-say]");
  if (news) document.getElementById("said").textContent = news.dataset.say || news.textContent;
  if (!inside || document.activeElement !== document.body) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
});

document.addEventListener("htmx:responseError", ({ detail }) => {
  const holder = document.createElement("div");
  holder.innerHTML = detail.xhr.responseText;
  sayAt(detail.elt.closest("form"), holder.textContent.trim().slice(0, 300), "bad");
});

// Without a connection what was typed stays, and is sent when it is pressed again. A plain form
// would be gone: the browser puts a page of its own in its place.
const sayUnreached = (form) =>
  sayAt(form, document.getElementById("flashes").dataset.unreached, "bad");
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (detail.requestConfig.verb === "post") sayUnreached(detail.elt.closest("form"));
});
addEventListener("submit", (event) => {
  const isPost = (event.submitter?.formMethod || event.target.method) === "post";
  if (navigator.onLine || event.defaultPrevented || !isPost) return;
  event.preventDefault();
  sayUnreached(event.target);
});

document.addEventListener("htmx:beforeRequest", ({ detail }) =>
  detail.elt.closest("form")?.querySelector(":scope > [data-said]")?.remove(),
);

/**
 * A sentence at the form, or where the page says what happened; announced.
 * tone: now, ok, warn, bad. Gives its <p>.
 */
export function sayAt(form, sentence, tone) {
  let note = form?.querySelector(":scope > [data-said]");
  if (!note) {
    note = document.createElement("div");
    note.dataset.said = "";
    note.setAttribute("role", "status");
    const bar = form?.querySelector(":scope > .stick");
    if (bar) bar.before(note);
    else if (form) form.append(note);
    else document.getElementById("flashes").replaceChildren(note);
  }
  note.className = `note ${tone}`;
  const line = Object.assign(document.createElement("p"), { textContent: sentence });
  note.replaceChildren(line);
  note.hidden = !sentence;
  note.scrollIntoView({ block: "nearest" });
  return line;
}
