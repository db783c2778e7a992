// Runs on every page. The installed app: registers the service worker, offers a new version
// quietly, says when there is no connection, and hints at installing, once. Words and addresses:
// templates/shared/_app_bar.html.

import { whenIdle } from "./idle.js";

const bar = document.querySelector("[data-app-bar]");
const words = bar?.dataset;
const HINTED = "install-hint-closed";

function show(sentence, verb, act) {
  const [says, button, close] = bar.querySelectorAll("span, button");
  says.textContent = sentence;
  button.hidden = !verb;
  button.textContent = verb;
  button.onclick = act;
  close.onclick = () => (bar.hidden = true);
  bar.hidden = false;
}

function remembered(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    return localStorage.getItem(key);
  } catch {
    return "private"; // no storage: asking at each visit would be worse than never
  }
}

async function register() {
  const options = { type: "module", scope: words.scope, updateViaCache: "none" };
  const registration = await navigator.serviceWorker.register(words.worker, options);
  if (!registration) return; // a browser told not to
  offer(registration);
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => offer(registration));
  });
  // An app left open for days asks again whenever it is looked at.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  });
}

function offer({ waiting }) {
  if (!waiting || !navigator.serviceWorker.controller) return;
  show(words.newer, words.reload, () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
      once: true,
    });
    waiting.postMessage("take over");
  });
}

let wasOffline = false;

function tellConnection() {
  if (!navigator.onLine) {
    wasOffline = true;
    return show(document.querySelector("form [data-outbox], form[data-outbox], a[data-camera]")
      ? words.offlineSends
      : words.offline);
  }
  if (!wasOffline) return;
  wasOffline = false;
  const waits = remembered("outbox") && remembered("outbox") !== "private";
  const isSent = waits && remembered("outbox-person"); // a visitor's waits for them to sign in
  show(isSent ? words.backSending : words.back);
  addEventListener("outbox:flushed", tellSent, { once: true });
}

function tellSent({ detail: { sent } }) {
  if (sent && !bar.hidden) show(words.backSent.replace("{n}", sent));
}

// The browser's own offer where there is one, else the way on an iPhone; in the page, not over it.
function hint() {
  const card = document.querySelector("[data-install]");
  const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
  if (!card || installed || remembered(HINTED)) return;
  const done = () => {
    card.hidden = true;
    remembered(HINTED, "yes");
  };
  card.querySelector("[data-install-close]").addEventListener("click", done);
  const reveal = (way) => {
    card.querySelector(`[data-install-${way}]`).hidden = false;
    card.hidden = false;
  };
  if ("standalone" in navigator) return reveal("ios");
  installable.then((offer) => {
    card.querySelector("[data-install-now] button").onclick = () => offer.prompt().finally(done);
    reveal("now");
  });
}

// The browser's offer to install may come before the part that shows it.
const installable = new Promise((offer) =>
  addEventListener("beforeinstallprompt", (event) => (event.preventDefault(), offer(event))),
);

function install() {
  if (!bar) return;
  if ("serviceWorker" in navigator) {
    register().catch((error) => console.info("no service worker:", error.message));
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data === "kept copy") show(words.copy);
    });
    navigator.serviceWorker.startMessages();
  }
  addEventListener("online", tellConnection);
  addEventListener("offline", tellConnection);
  if (!navigator.onLine) tellConnection();
  hint();
}

whenIdle(install);
