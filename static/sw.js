// The service worker. The server puts imports of its modules and `self.shell` before this file
// (civic/web/pwa.py):
//   version  a hash of all front-end files; another one is another worker
//   files    addresses kept when the worker is installed
//   offline  language → address of the page shown without a connection
// Pages come from the network. Only those the server marks `Offline-Copy: yes` (public, nobody
// signed in) are kept, for when the network fails. Nothing else is touched.

const { version, files, offline } = self.shell;
const SHELL = `shell-${version}`;
const PAGES = `pages-${version}`;
const SHARED = "shared"; // photos on their way from the phone's share menu to the report form
const MOST_PAGES = 40;
const PATIENCE_MS = 6000; // then a kept copy, when there is one

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function install() {
  const cache = await caches.open(SHELL);
  await cache.addAll(files);
  for (const address of Object.values(offline)) {
    await cache.add(new Request(address, { credentials: "omit", cache: "reload" }));
  }
}

async function activate() {
  const current = [SHELL, PAGES, SHARED];
  const old = (await caches.keys()).filter((name) => !current.includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// The page asks when the person presses 새로고침.
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST") {
    if (request.mode === "navigate" && pathname.endsWith("/share"))
      event.respondWith(share(request));
    if (/\/(sign-out|revoke|leave)$/.test(pathname)) event.waitUntil(forget());
  } else if (request.mode === "navigate") event.respondWith(page(event));
  else if (files.includes(pathname)) event.respondWith(kept(request));
});

async function kept(request) {
  return (await caches.match(request, { cacheName: SHELL, ignoreVary: true })) ?? fetch(request);
}

async function page(event) {
  const { request } = event;
  const copy = await caches.match(request, { cacheName: PAGES, ignoreVary: true });
  const answer = fromNetwork(event);
  if (copy) event.waitUntil(answer.catch(() => null));
  try {
    return await (copy ? soon(answer) : answer);
  } catch {
    if (!copy) return offlinePage();
    event.waitUntil(tellCopy(event.resultingClientId));
    return copy;
  }
}

async function fromNetwork(event) {
  const answer = (await event.preloadResponse) ?? (await fetch(event.request));
  const says = answer.headers;
  if (says.get("Offline-Copy") === "yes") event.waitUntil(keep(event.request, answer.clone()));
  else await noteLanguage(answer);
  // Signed in: copies made before would look like being signed out.
  if (says.get("Cache-Control")?.includes("no-store")) await caches.delete(PAGES);
  return answer;
}

function soon(answer) {
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE_MS));
  return Promise.race([answer, late]);
}

async function keep(request, answer) {
  const cache = await caches.open(PAGES);
  await noteLanguage(answer);
  await cache.delete(request, { ignoreVary: true }); // the newest is last
  await cache.put(request, answer);
  const pages = await cache.keys();
  await Promise.all(pages.slice(0, -MOST_PAGES).map((oldest) => cache.delete(oldest)));
}

async function tellCopy(id) {
  (await self.clients.get(id))?.postMessage("kept copy");
}

// The language of the last page, for the page shown without a connection.
async function noteLanguage(answer) {
  const language = answer.headers.get("Content-Language");
  if (!(language in offline)) return;
  const cache = await caches.open(SHELL);
  await cache.put("/language", new Response(language));
}

async function offlinePage() {
  const cache = await caches.open(SHELL);
  const language = await (await cache.match("/language"))?.text();
  return (await cache.match(offline[language] ?? offline.ko)) ?? Response.error();
}

// The form takes the photos out again (static/js/photos/photos.js). What fails here goes to the
// server.
async function share(request) {
  const forServer = request.clone();
  try {
    const form = await request.formData();
    const photos = form.getAll("photos").filter((file) => file.size);
    await caches.delete(SHARED);
    const cache = await caches.open(SHARED);
    for (const [n, file] of photos.entries()) {
      const headers = { "Content-Type": file.type, "File-Name": encodeURIComponent(file.name) };
      await cache.put(`/shared/${n}`, new Response(file, { headers }));
    }
    const words = new URLSearchParams({ shared: photos.length });
    const said = [form.get("title"), form.get("text")].filter(Boolean).join("\n");
    if (said) words.set("said", said);
    return Response.redirect(`${request.url.replace(/share$/, "report")}?${words}`, 303);
  } catch {
    return fetch(forServer);
  }
}

// Signing out: nothing of the person before stays.
async function forget() {
  await Promise.all([caches.delete(PAGES), caches.delete(SHARED)]);
}
