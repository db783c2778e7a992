// Runs on every page: htmx once it is used, the installed app once it is drawn, photos as they come into sight,
// focus after swaps, and refusals from the server said aloud. Everything works without it.

// Scripts of others: from the CDN with its hash; the kept copy takes over when that fails or is late. Where
// each comes from: <script type="later" data-name data-src [data-integrity data-kept data-style]>.
const PATIENCE_MS = 3000;
const once = (act) => {
  const done = new Map();
  const told = (name) => document.querySelector(`script[data-name="${name}"]`).dataset;
  return (name) => {
    if (!done.has(name)) done.set(name, act(told(name), name));
    done.get(name).catch(() => done.delete(name)); // asked for again the next time
    return done.get(name);
  };
};

// Fetches a script and runs nothing; resolves to the attributes to run it with.
export const bring = once(({ src, integrity, kept }) => {
  const checked = integrity && { integrity, crossOrigin: "anonymous" };
  const link = Object.assign(document.createElement("link"), { rel: "preload", as: "script", href: src }, checked);
  return new Promise((resolve) => {
    const first = { src, ...checked };
    const other = () => resolve(kept ? { src: kept } : first);
    link.onload = () => resolve(first);
    link.onerror = other;
    if (kept) setTimeout(other, PATIENCE_MS);
    document.head.append(link);
  });
});

// Resolves once a script has run; asks for it the first time only.
export const load = once(({ kept, style }, name) => {
  if (style) document.querySelector("link[rel=stylesheet]").after(sheet(style));
  const ran = bring(name).then(run);
  return kept ? ran.catch(() => run({ src: kept })) : ran;
});

function sheet(href) {
  return Object.assign(document.createElement("link"), { rel: "stylesheet", href });
}

function run(attributes) {
  const script = Object.assign(document.createElement("script"), attributes);
  document.head.append(script);
  return new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
}

// The browser's offer to install may come before the part that shows it.
const installable = new Promise((offer) =>
  addEventListener("beforeinstallprompt", (event) => (event.preventDefault(), offer(event))),
);

// What a page draws itself with is asked for once its words are there: <script type="later" data-soon>.
// htmx is fetched when the page is idle and runs when the page is used: one that is only read does without,
// unless a part asks by itself or the way back leads through one that htmx swapped.
const HTMX = "htmx.min.js";
const soon = [...document.querySelectorAll("script[data-soon]")].map(({ dataset }) => dataset.soon);
const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 1));
const later = () => idle(() => {
  import("./pwa.js").then(({ serve }) => serve(installable));
  for (const src of soon) import(src).catch(() => {}); // asked for again when the page is used
  if (isNew && navigator.onLine) meet().catch(() => {}); // it keeps nothing here
  bring(HTMX);
});
if (document.readyState === "complete") later();
else addEventListener("load", later, { once: true });
if (history.state?.htmx || document.querySelector("[hx-trigger~=load], [hx-trigger~=every]")) load(HTMX).catch(() => {});

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

// Parts that matter once the page is touched: <script type="later" data-module>, in this order, and the outbox
// where a form may wait. At once where something kept is to be sent or brought back.
const modules = [...document.querySelectorAll("script[data-module]")].map(({ dataset }) => dataset.module);
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
const atOnce = brought || noted("outbox") || document.querySelector(needed);
const outbox = new URL("./outbox.js", import.meta.url);
if (atOnce || document.querySelector("[data-outbox]")) modules.unshift(outbox);
async function meet() {
  const store = await import("./outbox_store.js");
  if (await store.meet(resident)) await (modules.includes(outbox) ? start() : import(outbox));
}
let waking = null;
let awake = !modules.length && !soon.length;
// Rejects without a connection, and begins again the next time. If only a script can't be had, the page does without.
const start = () => (waking ??= wake().catch((error) => ((waking = null), Promise.reject(error))));
async function wake() {
  try {
    await Promise.all([...modules.map(follow), ...soon.map((src) => import(src))]);
  } catch {
    await fetch(location.href, { method: "HEAD", cache: "no-store" });
  }
  awake = true;
}
// All are fetched at once, and run one after the other.
function follow(src) {
  const script = Object.assign(document.createElement("script"), { type: "module", src, async: false });
  document.head.append(script);
  return new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
}
let isReady = false;
function ready() {
  return Promise.all([load(HTMX).catch(() => {}), start()]).then(() => (isReady = true));
}
const quietly = (begin) => () => void begin().catch(() => {});
if (atOnce) quietly(start)();
for (const act of ["pointerdown", "keydown", "focusin"]) addEventListener(act, quietly(ready), { once: true });

// What is pressed, sent or chosen before they and htmx are there is heard then, once; plainly, if htmx never comes.
// Without a connection the page keeps it, says so, and goes on when the network is back or it is pressed again.
const awaits = { click: "main button[type=button], [data-district]", submit: "[hx-get], [hx-post], [data-outbox]", change: "[hx-trigger*=change]" };
for (const kind of Object.keys(awaits)) addEventListener(kind, hold, true);
function hold(event) {
  const { type, target, submitter } = event;
  const isThere = type === "click" ? awake : isReady;
  if (isThere || !(submitter ?? target).closest(awaits[type])) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (type === "click") hear(target, start, () => target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })));
  else if (type === "submit") hear(target, ready, () => (submitter ? submitter.click() : target.requestSubmit()));
  else hear(target, ready, () => target.dispatchEvent(new Event("change", { bubbles: true })));
}
let waits = null; // what to go on with
function hear(target, begin, act) {
  const again = () => hear(target, begin, act);
  const done = () => {
    if (waits) sayAt(target.closest("form"), "");
    waits = null;
    act();
  };
  const wait = () => {
    waits = again;
    sayAt(target.closest("form"), document.getElementById("flashes").dataset.unreached, "bad");
  };
  return begin().then(done, wait);
}
addEventListener("online", () => waits?.());

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
