// Forms that can't be sent now are kept and sent later, and a sentence at the form says so. A form
// or a button carries data-outbox="report|support|comment|vote|target|survey"; all work without.
// Sends, from the form: outbox:kept (detail: the item), outbox:sent when it has gone after all, and
// outbox:refused (detail: the problem) when the server said no: what it said stands at the button.

import { sayAt } from "../app/say.js";
import { Full } from "./database.js";
import * as store from "./store.js";
import { flush, soon, whose } from "./flush.js";
import { fill, linksTo, mark, markFields } from "./fill.js";
import { itemOf, kindOf, newKey, personHere, replaces } from "./item.js";

const words = document.getElementById("outbox")?.dataset ?? {};
const here = new Map(); // key of what was kept on this page → its form, or its own button

/**
 * Keep an item; the worker is asked to send it should this page be gone.
 * Says why when it can't.
 */
async function keep(item) {
  try {
    await store.put(item);
    localStorage.setItem("outbox", "1");
  } catch (error) {
    return error instanceof Full ? words.full : words.unavailable;
  }
  dispatchEvent(new Event("outbox:changed"));
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("outbox")).catch(() => {});
  return "";
}

function say(place, sentence, tone = "warn") {
  const line = sayAt(place, sentence, tone);
  if (!words.address || tone !== "warn") return;
  const link = Object.assign(document.createElement("a"), {
    href: words.address,
    className: "link",
    textContent: words.open,
  });
  line.append(" ", link);
}

// Forms without htmx. Kept first, so that a phone that dies while sending has it; then sent.
async function submit(event) {
  const form = event.target;
  const element = event.submitter ?? form;
  const kind = kindOf(element);
  if (!kind || event.defaultPrevented || form.dataset.plain) return;
  // The server keeps a visitor's form and asks to sign in.
  if (personHere() === "" && navigator.onLine) return;
  event.preventDefault();
  const plainly = () => {
    form.dataset.plain = "1";
    // Within its own submit event it does nothing.
    setTimeout(() => form.requestSubmit(event.submitter));
  };
  const item = itemOf(form, {
    person: await whose(),
    element,
    url: event.submitter?.getAttribute("formaction"),
  });
  say(form, words.sending, "now");
  const wrong = await keep(item);
  if (wrong) return navigator.onLine ? plainly() : say(form, wrong, "bad");
  return sendKept(form, item);
}

// At once, with a form token of its own. place: its form, or the button that was pressed.
async function sendKept(place, item) {
  say(place, words.sending, "now");
  if (navigator.onLine) await flush({ only: item.key, confirmed: false }).catch(() => {});
  const now = await store.get(item.key);
  if (now?.state === "sent") {
    await store.drop(item.key); // nothing waited
    return go(now.location);
  }
  if (now?.state === "trouble") {
    // A report stays a draft with its photos.
    if (item.kind === "report") await store.change(item.key, { state: "draft", problem: null });
    else await store.drop(item.key);
    return refused(place, now.problem);
  }
  const why = { busy: words.busy, signed_out: words.signedOut };
  waits(place, item, why[now?.problem?.code] ?? words.stored);
}

// To what was made; on the page one is on, an address with another #part alone would load nothing.
function go(address) {
  const to = new URL(address, location.href);
  const isHere = to.pathname === location.pathname && to.search === location.search;
  if (!isHere) return location.assign(to);
  history.replaceState(null, "", to);
  location.reload();
}

// What the server said, with the way to each field it named. The form stays as it was filled in.
function refused(place, problem) {
  const form = place.closest("form");
  const line = sayAt(place, problem.words || words.refusedHere, "bad");
  line.after(...linksTo(form, markFields(form, problem.fields ?? {})));
  form.dispatchEvent(new CustomEvent("outbox:refused", { bubbles: true, detail: problem }));
}

function waits(place, item, sentence) {
  here.set(item.key, place);
  say(place, sentence);
  tell(place, "outbox:kept", item);
}

const tell = (place, name, item) =>
  place.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: item }));

// What was kept on this page and has gone meanwhile.
async function tellHere() {
  for (const [key, place] of here) {
    const item = await store.get(key);
    if (item?.state === "waiting" || item?.state === "sending") continue;
    here.delete(key);
    if (item?.state === "trouble") {
      tell(place, "outbox:trouble", item);
      say(place, item.problem.words || words.refused, "bad");
    } else say(place, item ? words.sent : "", "ok");
    if (item?.state === "sent") tell(place, "outbox:sent", item);
  }
}

// Worth sending again: no answer, an old form token, an ended session, too many at once, a server
// in trouble.
const OLD_TOKEN = 400;
const mayPass = (status) => !status || [OLD_TOKEN, 401, 429].includes(status) || status >= 500;

// Forms sent by htmx: kept when the request died or may pass later.
async function failed({ detail }) {
  const element = detail.elt;
  const status = detail.xhr?.status ?? 0;
  const kind = element.dataset.outbox; // not its form's: looking for similar reports is no report
  if (!kind || detail.requestConfig?.verb !== "post" || !mayPass(status)) return;
  const form = element.closest("form");
  const item = itemOf(form, { person: await whose(), element, url: detail.pathInfo.requestPath });
  const wrong = await keep(item);
  if (wrong) return say(element, wrong, "bad");
  if (status === OLD_TOKEN) return sendKept(element, item);
  waits(element, item, status === 401 ? words.signedOut : status ? words.busy : words.stored);
  if (kind === "comment") renew(form);
  soon();
}

// htmx would leave for the sign-in page, or for the form anew, when the outbox can send it by
// itself later.
function signedOut(event) {
  const { elt, xhr } = event.detail;
  if (![OLD_TOKEN, 401].includes(xhr.status) || !elt.dataset.outbox) return;
  event.preventDefault();
  failed(event);
}

// What was written waits elsewhere now: the next thing written here is another one.
function renew(form) {
  form.reset();
  if (form.elements.request_key) form.elements.request_key.value = newKey();
}

// Done at once: what waited to be done before is old.
async function done({ detail }) {
  const kind =
    detail.successful && detail.requestConfig?.verb === "post" && detail.elt.dataset.outbox;
  const old = kind && replaces(kind, new URL(detail.pathInfo.requestPath, location.href).pathname);
  if (old) await store.dropReplaced(await whose(), old).catch(() => {});
}

// ?outbox=<key>: what waits is to be changed; a report is brought back by report/draft.js.
export async function bringBack() {
  const key = new URLSearchParams(location.search).get("outbox");
  const item = key && (await store.get(key));
  if (!item || item.kind === "report" || item.person !== (await whose())) return;
  const forms = [...document.querySelectorAll("form[data-outbox]")];
  const form = forms.find(
    (each) => new URL(each.action).pathname === item.url && sameParent(each, item),
  );
  if (!form) return;
  fill(form, item.fields);
  mark(form, item.problem);
  if (form.elements.request_key) form.elements.request_key.value = key;
  form.closest("details")?.setAttribute("open", "");
  form.scrollIntoView({ block: "center" });
}

const sameParent = (form, { fields }) =>
  (form.elements.parent_id?.value ?? "") ===
  (fields.find(([name]) => name === "parent_id")?.[1] ?? "");

addEventListener("outbox:flushed", () => tellHere().catch(() => {}));
document.addEventListener("submit", submit);
document.addEventListener("htmx:beforeOnLoad", signedOut);
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"])
  document.addEventListener(name, failed);
document.addEventListener("htmx:afterRequest", done);
