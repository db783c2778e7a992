// The outbox on a page: what waits is sent when it can be, and a line says how much does. Loaded by
// app/early.js where a form, the list or something kept asks for it. Words:
// templates/outbox/_bar.html.

import { Unavailable } from "./database.js";
import * as store from "./store.js";
import { flush, whose } from "./flush.js";
import { personHere } from "./item.js";
import { bringBack } from "./forms.js";

const words = document.getElementById("outbox")?.dataset ?? {};
async function draw() {
  const bar = document.querySelector("[data-outbox-bar]");
  const person = await whose();
  const items = await store.unsent(person);
  const nobodys = person ? await store.unsent("") : [];
  // App/early.js loads this on every page.
  if (items.length || nobodys.length) localStorage.setItem("outbox", "1");
  else localStorage.removeItem("outbox");
  if (!bar) return;
  const wrong = items.filter(({ state }) => state === "trouble").length;
  const waiting = items.filter(({ state }) => state === "waiting" || state === "sending").length;
  const lines = [
    [waiting, words.waiting],
    [wrong, words.trouble],
    [nobodys.length, words.nobodys],
  ];
  const counted = lines.filter(([count]) => count);
  const sentences = counted.map(([count, line]) => line.replace("{n}", count));
  bar.hidden = !sentences.length || Boolean(document.querySelector("[data-outbox-list]"));
  bar.querySelector("[data-outbox-line]").textContent = sentences.join(" ");
  const link = bar.querySelector("a");
  link.href = words.address || [...items, ...nobodys].find(({ outbox }) => outbox)?.outbox || "";
  link.hidden = !link.getAttribute("href");
}

// ?sent=<key>: what a visitor began went out as they signed in (civic/outbox/kept/going_out.py).
async function forgetSent() {
  const here = new URL(location);
  const key = here.searchParams.get("sent");
  if (!key) return;
  await store.drop(key);
  here.searchParams.delete("sent");
  history.replaceState(null, "", here);
}

async function start() {
  if (document.querySelector("form[data-outbox=report]")) import("../report/draft.js");
  addEventListener("outbox:changed", () => draw().catch(() => {}));
  store.onChange(() => draw().catch(() => {}));
  const person = personHere();
  // A copy of a page shown without a connection does not know who is signed in now.
  if (person !== undefined && navigator.onLine) await store.meet(person);
  addEventListener("online", () => flush());
  document.addEventListener(
    "visibilitychange",
    () => document.visibilityState === "visible" && flush(),
  );
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "outbox" && flush());
  if (document.querySelector("[data-sign-out]")) await import("./sign_out.js");
  if (document.querySelector("[data-outbox-list]")) await import("./list.js");
  await forgetSent();
  await bringBack();
  await draw();
  document.getElementById("outbox")?.setAttribute("data-ready", "");
  await flush();
}

start().catch((error) => error instanceof Unavailable || console.warn("outbox", error));
