// Runs on every page: the kept copy of htmx, the installed app, focus after swaps, refusals said aloud, photos as they
// come into sight, and the outbox. Everything works without it.

const PATIENCE_MS = 3000;

// htmx comes with the page (defer). Its kept copy takes over, once, when the CDN fails or is late.
const htmxFrom = document.querySelector("script[data-kept]");
const useKept = () => {
  clearTimeout(patience);
  if (window.htmx) return;
  new Document().adoptNode(htmxFrom); // in another document it will not run, however late it comes
  const kept = Object.assign(document.createElement("script"), { src: htmxFrom.dataset.kept });
  // It starts at this event, which has passed or waits for the CDN; a second one starts nothing twice.
  kept.onload = () => document.readyState === "complete" || document.dispatchEvent(new Event("DOMContentLoaded"));
  document.head.append(kept);
};
const patience = htmxFrom && setTimeout(useKept, PATIENCE_MS);
htmxFrom?.addEventListener("error", useKept, { once: true });

const find = (root, part) => (root.matches?.(part) ? root : root.querySelector?.(part));
find(document, "[data-focus]")?.focus();

// After a swap the focus goes on where it was (htmx finds a control with an id again), to what asks for it, or to
// the new part itself; and what changed is said where a screen reader listens.
let inside = false;
document.addEventListener("htmx:beforeSwap", ({ detail }) => (inside = detail.target.contains(document.activeElement)));
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

// Without a connection what was typed stays, and is sent when it is pressed again. A plain form would be gone: the
// browser puts a page of its own in its place.
const sayUnreached = (form) => sayAt(form, document.getElementById("flashes").dataset.unreached, "bad");
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (detail.requestConfig.verb === "post") sayUnreached(detail.elt.closest("form"));
});
addEventListener("submit", (event) => {
  const isPost = (event.submitter?.formMethod || event.target.method) === "post";
  if (navigator.onLine || event.defaultPrevented || !isPost) return;
  event.preventDefault();
  sayUnreached(event.target);
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => detail.elt.closest("form")?.querySelector(":scope > [data-said]")?.remove());

/** A sentence at the form, or where the page says what happened; announced. tone: now, ok, warn, bad. Gives its <p>. */
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

// Small photos of a list: the browser's own `loading=lazy` begins several screens ahead, which costs a
// phone a list's worth of them. Without script they stand in <noscript>.
const sight = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    target.src = target.dataset.src;
    target.removeAttribute("data-src");
  }
});
const watch = (root) => root.querySelectorAll("img[data-src]").forEach((photo) => sight.observe(photo));
watch(document);
document.addEventListener("htmx:load", (event) => watch(event.target));

// The outbox, where a form may wait: once the page is touched, or at once where something kept is to be sent or brought
// back. What can't be fetched is asked for again.
function noted(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return ""; // the browser keeps nothing for this site
  }
}
const resident = document.querySelector("meta[name=person]")?.content;
const isNew = resident !== undefined && resident !== noted("outbox-person");
const brought = /[?&](outbox|shared)=|#no-photo$/.test(location.href) || !navigator.onLine;
const needed = `[data-outbox-list], [data-sign-out]${resident ? ", [data-outbox=report]" : ""}`; // the page without a connection learns the form
const outbox = () => void import("./outbox.js").catch(() => {});
if (brought || noted("outbox") || document.querySelector(needed)) outbox();
else if (document.querySelector("[data-outbox]")) {
  for (const act of ["pointerdown", "keydown", "focusin", "online"]) addEventListener(act, outbox, { once: true });
}

// Somebody else than last time: what was kept for the one before is put away.
async function meet() {
  const store = await import("./outbox_store.js");
  if (await store.meet(resident)) outbox();
}

// The big button opens the camera of a phone, where pointers are thumbs; the photo goes into a draft.
document.querySelector("a[data-camera]")?.addEventListener("click", (event) => {
  if (!matchMedia("(pointer: coarse)").matches) return;
  event.preventDefault();
  const link = event.currentTarget;
  const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", hidden: true });
  input.setAttribute("capture", "environment");
  link.after(input);
  const plainly = () => location.assign(`${link.href}#no-photo`); // taken back, or the camera is not allowed
  input.addEventListener("cancel", plainly);
  input.addEventListener("change", () =>
    import("./camera.js").then(({ keep }) => keep(link, input.files[0])).then((key) => location.assign(`${link.href}?outbox=${key}`)).catch(plainly),
  );
  input.click();
});

// The installed app: registers the service worker, offers a new version quietly, says when there is no connection, and
// hints at installing, once. Words and addresses: templates/shared/_app_bar.html.
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
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("take over");
  });
}

function tellConnection() {
  if (navigator.onLine) bar.hidden = true;
  else show(words.offline);
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

// When the page has nothing else to do.
const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 1));
const later = () => idle(() => {
  install();
  if (isNew && navigator.onLine) meet().catch(() => {}); // it keeps nothing here
});
if (document.readyState === "complete") later();
else addEventListener("load", later, { once: true });
