// The outbox on a page: what waits is sent when it can be, and a line says how much does.
// Loaded by app.js where a form, the list or something kept asks for it. Words: templates/outbox/_bar.html.

import * as store from "./outbox_store.js";
import { sendAll } from "./outbox_send.js";
import { personHere } from "./outbox_item.js";
import { bringBack, tellHere } from "./outbox_forms.js";

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
    if (sent || !left) pause = FIRST_PAUSE_MS;
    if (left) soon();
    return { sent, left };
  } finally {
    changed();
    await tellHere();
  }
}

/** Look again in a while. */
export function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    flush();
  }, pause);
}

const changed = () => dispatchEvent(new Event("outbox:changed"));

async function draw() {
  const bar = document.querySelector("[data-outbox-bar]");
  const person = await whose();
  const items = await store.unsent(person);
  const nobodys = person ? await store.unsent("") : [];
  if (items.length || nobodys.length) localStorage.setItem("outbox", "1"); // app.js loads this on every page
  else localStorage.removeItem("outbox");
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
  if (document.querySelector("form[data-outbox=report]")) import("./report_draft.js");
  addEventListener("outbox:changed", () => draw().catch(() => {}));
  store.onChange(() => draw().catch(() => {}));
  const person = personHere();
  // A copy of a page shown without a connection does not know who is signed in now.
  if (person !== undefined && navigator.onLine) await store.meet(person);
  addEventListener("online", () => flush());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "outbox" && flush());
  if (document.querySelector("[data-sign-out]")) await import("./outbox_sign_out.js");
  if (document.querySelector("[data-outbox-list]")) await import("./outbox_list.js");
  await bringBack();
  await draw();
  document.getElementById("outbox")?.setAttribute("data-ready", "");
  await flush();
}

start().catch((error) => error instanceof store.Unavailable || console.warn("outbox", error));
