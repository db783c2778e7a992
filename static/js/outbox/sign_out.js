// Signing out of a shared phone: what is unsent is said first, and the person decides what becomes
// of it. Markup and words: templates/outbox/_sign_out.html; the forms that sign out carry data-
// sign-out.

import * as store from "./store.js";
import { flush } from "./flush.js";
import { personHere } from "./item.js";

const panel = document.querySelector("[data-unsent]");
const part = (name) => panel.querySelector(`[data-unsent-${name}]`);
let leaving = null; // the form to send once it is decided

async function asked(event) {
  const form = event.target;
  if (!("signOut" in form.dataset) || form.dataset.decided) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  leaving = form;
  const unsent = await store.unsent(personHere()).catch(() => []);
  if (unsent.length) show(unsent);
  else await leave();
}

function show(unsent) {
  part("count").textContent = panel.dataset.count.replace("{n}", unsent.length);
  const lines = unsent.map(({ title }) =>
    Object.assign(document.createElement("li"), { textContent: title || panel.dataset.untitled }),
  );
  part("titles").replaceChildren(...lines);
  part("send").hidden = !navigator.onLine;
  part("keep").hidden = leaving.action.endsWith("/leave"); // nobody would come back for it
  part("says").textContent = "";
  panel.hidden = false;
  part("count").focus();
}

// The next person on this phone is nobody until they sign in.
async function leave() {
  await store.setNote("person", "").catch(() => {});
  const names = await (globalThis.caches?.keys() ?? []);
  await Promise.all(
    names.filter((name) => !name.startsWith("shell-")).map((name) => caches.delete(name)),
  );
  leaving.dataset.decided = "1";
  leaving.requestSubmit();
}

async function sendFirst() {
  part("says").textContent = panel.dataset.sending;
  const person = personHere();
  for (const { key, state } of await store.unsent(person)) {
    if (state === "waiting") await store.change(key, { next_at: 0 });
  }
  await flush().catch(() => {});
  const unsent = await store.unsent(person);
  if (!unsent.length) return leave();
  show(unsent);
  part("says").textContent = panel.dataset.left;
}

document.addEventListener("submit", asked, { capture: true });
part("send").addEventListener("click", sendFirst);
part("keep").addEventListener("click", leave);
part("drop").addEventListener("click", () => store.dropAll(personHere()).then(leave));
part("stay").addEventListener("click", () => (panel.hidden = true));
panel.dataset.ready = "";
