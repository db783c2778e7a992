// Background Sync: what waits is sent even when no page is open. Imported by the service worker.

import { sendAll } from "./send.js";

self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(sendOrAskAgain());
});

/** Fails while something is left, so that the browser tries again later. */
async function sendOrAskAgain() {
  const { left } = await sendAll();
  if (left) throw new Error(`${left} left`);
}
