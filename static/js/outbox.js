// The outbox on a page: forms that can't be sent now are kept and sent later, and a line says so.
// Loaded by app.js where a form, the list or something kept asks for it. Words: templates/outbox/_bar.html.

import * as store from "./outbox_store.js";
import { sendAll } from "./outbox_send.js";
import { itemOf, kindOf, personHere, replaces } from "./outbox_item.js";

const words = document.getElementById("outbox")?.dataset ?? {};
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
let pause = FIRST_PAUSE_MS;
let timer = 0;

/** The person of this page, or offline the one who was here last. */
export const whose = async () => personHere() ?? (await store.note("person").catch(() => "")) ?? "";

/** Send what waits and look again later if something still does. */
export async function flush(options) {
  clearTimeout(timer);
  try {
    const { sent, left } = await sendAll(options);
    pause = sent || !left ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
    if (left) timer = setTimeout(flush, pause);
    return { sent, left };
  } finally {
    changed();
  }
}

const changed = () => dispatchEvent(new Event("outbox:changed"));

/** Keep an item; the worker is asked to send it should this page be gone. Says why when it can't. */
export async function keep(item) {
  try {
    await store.put(item);
    localStorage.setItem("outbox", "1"); // tells app.js to load this on every page
  } catch (error) {
    return error instanceof store.Full ? words.full : words.unavailable;
  }
  changed();
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("outbox")).catch(() => {});
  return "";
}

/** A sentence at the form, announced; tone: ok, warn, bad. */
export function say(form, sentence, tone = "warn") {
  let note = form.querySelector(":scope > [data-outbox-says]");
  if (!note) {
    note = document.createElement("div");
    note.dataset.outboxSays = "";
    note.setAttribute("role", "status");
    note.tabIndex = -1;
    form.append(note);
  }
  note.className = `note ${tone}`;
  const line = document.createElement("p");
  line.textContent = sentence;
  note.replaceChildren(line);
  note.hidden = !sentence;
  if (words.address && tone === "warn") {
    const link = Object.assign(document.createElement("a"), { href: words.address, className: "link", textContent: words.open });
    line.append(" ", link);
  }
}

// Forms without htmx. Kept first, so that a phone that dies while sending has it; then sent.
async function submit(event) {
  const form = event.target;
  const element = event.submitter ?? form;
  const kind = kindOf(element);
  if (!kind || event.defaultPrevented || form.dataset.plain) return;
  if (!personHere() && navigator.onLine) return; // the server keeps a visitor's form and asks to sign in
  event.preventDefault();
  const plainly = () => {
    form.dataset.plain = "1";
    form.requestSubmit(event.submitter);
  };
  const item = itemOf(form, { element, url: event.submitter?.getAttribute("formaction") });
  const wrong = await keep(item);
  if (wrong) return navigator.onLine ? plainly() : say(form, wrong, "bad");
  say(form, words.sending, "now");
  if (navigator.onLine) await flush({ only: item.key, confirmed: false }).catch(() => {});
  const now = await store.get(item.key);
  if (now?.state === "sent") return location.assign(now.location);
  if (now?.state === "trouble" || now?.problem?.code === "signed_out") {
    // The server draws the form again with its mistakes, or asks to sign in. A report stays a draft
    // with its photos until then.
    if (kind === "report") await store.change(item.key, { state: "draft", problem: null });
    else await store.drop(item.key);
    form.dispatchEvent(new CustomEvent("outbox:refused"));
    return plainly();
  }
  say(form, now?.problem?.code === "busy" ? words.busy : words.stored);
  form.dispatchEvent(new CustomEvent("outbox:kept", { bubbles: true, detail: item }));
}

// Forms sent by htmx: kept when the request died or the server is in trouble.
async function failed({ detail }) {
  const element = detail.elt;
  const status = detail.xhr?.status ?? 0;
  const kind = kindOf(element);
  if (!kind || detail.requestConfig?.verb !== "post" || (status && status !== 429 && status < 500)) return;
  const form = element.closest("form");
  const own = element.getAttribute("hx-params") === "none";
  const item = itemOf(form, { element, url: detail.pathInfo.requestPath, fields: !own });
  const wrong = await keep(item);
  const sentence = wrong || (status ? words.busy : words.stored);
  document.getElementById("flashes")?.replaceChildren(); // app.js said the server's sentence
  say(element.closest("[data-outbox]").closest("form"), sentence, wrong ? "bad" : "warn");
  if (!wrong) timer ||= setTimeout(flush, FIRST_PAUSE_MS);
}

// Done at once: what waited to be done before is old.
async function done({ detail }) {
  const kind = detail.successful && detail.requestConfig?.verb === "post" && kindOf(detail.elt);
  const old = kind && replaces(kind, new URL(detail.pathInfo.requestPath, location.href).pathname);
  if (old) await store.dropReplaced(await whose(), old).then(changed, () => {});
}

async function draw() {
  const bar = document.querySelector("[data-outbox-bar]");
  const person = await whose();
  const items = await store.unsent(person);
  const nobodys = person ? await store.unsent("") : [];
  if (!items.length && !nobodys.length && !person) localStorage.removeItem("outbox");
  if (!bar) return;
  const wrong = items.filter(({ state }) => state === "trouble").length;
  const waiting = items.filter(({ state }) => state === "waiting" || state === "sending").length;
  const lines = [[waiting, words.waiting], [wrong, words.trouble], [nobodys.length, words.nobodys]];
  const said = lines.filter(([count]) => count).map(([count, line]) => line.replace("{n}", count));
  bar.hidden = !said.length || Boolean(document.querySelector("[data-outbox-list]"));
  bar.querySelector("[data-outbox-line]").textContent = said.join(" ");
  const link = bar.querySelector("a");
  link.href = words.address || [...items, ...nobodys].find(({ outbox }) => outbox)?.outbox || "";
  link.hidden = !link.getAttribute("href");
}

async function start() {
  addEventListener("outbox:changed", () => draw().catch(() => {}));
  store.onChange(() => draw().catch(() => {}));
  document.addEventListener("submit", submit);
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(name, failed);
  document.addEventListener("htmx:afterRequest", done);
  const here = personHere();
  if (here !== undefined) await store.setNote("person", here);
  if (here) localStorage.setItem("outbox", "1");
  addEventListener("online", () => flush());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "outbox" && flush());
  if (document.querySelector("[data-outbox-list]")) await import("./outbox_list.js");
  if (document.querySelector("[data-sign-out]")) await import("./outbox_sign_out.js");
  await draw();
  await flush();
}

start().catch((error) => error instanceof store.Unavailable || console.warn("outbox", error));
