// Runs on every page: a send that takes long shows that it is under way, and one that fails says so
// at its button. Words: templates/shared/_flashes.html.

import { sayAt, unsay } from "./say.js";

const SLOW_MS = 800;
const words = document.getElementById("flashes").dataset;
const slow = new Map(); // what is being sent → its timer

// A file that goes up with a bar of its own (static/js/plan/form_upload.js) says more.
const isSilent = (place) => place.isConnected && !place.querySelector("[data-said] progress");

function begin(place) {
  end(place);
  slow.set(
    place,
    setTimeout(() => isSilent(place) && sayAt(place, words.sending, "now"), SLOW_MS),
  );
}

function end(place) {
  clearTimeout(slow.get(place));
  slow.delete(place);
}

// Not what a part of the page asks by itself.
const isSend = ({ requestConfig }) =>
  requestConfig?.verb === "post" && requestConfig.elt.matches("form, button, input, select");

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (!isSend(detail)) return;
  unsay(detail.elt);
  begin(detail.elt);
});
// The event's own element is another one where the swap took that of the request away.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  end(detail.requestConfig?.elt);
  if (detail.successful && isSend(detail)) unsay(detail.requestConfig.elt);
});

// A server in front of ours, or a page for a person, has no one sentence.
function sentenceIn(text) {
  if (/<html|<!doctype/i.test(text)) return words.failed;
  const { body } = new DOMParser().parseFromString(text, "text/html"); // loads and runs nothing
  return body.textContent.trim().slice(0, 300) || words.failed;
}
document.addEventListener("htmx:responseError", ({ detail }) =>
  sayAt(detail.elt, sentenceIn(detail.xhr.responseText), "bad"),
);

// Without a connection what was typed stays, and is sent when it is pressed again. A plain form
// would be gone: the browser puts a page of its own in its place.
const sayUnreached = (place) =>
  sayAt(place, navigator.onLine ? words.failed : words.unreached, "bad");
for (const name of ["htmx:sendError", "htmx:timeout"])
  document.addEventListener(name, ({ detail }) => isSend(detail) && sayUnreached(detail.elt));
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || (event.submitter?.formMethod || form.method) !== "post") return;
  if (navigator.onLine) return begin(form);
  event.preventDefault();
  sayUnreached(form);
});
// Back on a page that had been left: nothing is under way.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const place of [...slow.keys()]) (end(place), unsay(place));
});
