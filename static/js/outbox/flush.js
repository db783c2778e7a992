// Sends what waits, now and again later while something is left. Says outbox:changed and
// outbox:flushed (detail: {sent, left}) of the window when it has tried.

import * as store from "./store.js";
import { sendAll } from "./send.js";
import { personHere } from "./item.js";

const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
let pause = FIRST_PAUSE_MS;
let timer = 0;

/** The person of this page, or offline the one who was here last. */
export const whose = async () => personHere() ?? (await store.note("person").catch(() => "")) ?? "";

/** Send what waits and look again later if something still does. */
export async function flush(options) {
  clearTimeout(timer);
  let outcome = { sent: 0, left: 0 };
  try {
    outcome = await sendAll(options);
    if (outcome.sent || !outcome.left) pause = FIRST_PAUSE_MS;
    if (outcome.left) soon();
    return outcome;
  } finally {
    dispatchEvent(new Event("outbox:changed"));
    dispatchEvent(new CustomEvent("outbox:flushed", { detail: outcome }));
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
