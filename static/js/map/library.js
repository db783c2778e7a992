// Leaflet, fetched when a live map is wanted: from the CDN with its hash; the kept copy takes over
// when that fails or is late. Where it comes from: <script type="later" data-name data-src [data-
// integrity data-kept data-style]>.

import { pause } from "./city.js";

const PATIENCE_MS = 3000;
const { src, integrity, kept, style } = document.querySelector(
  'script[data-name="leaflet.js"]',
).dataset;
const checked = integrity && { integrity, crossOrigin: "anonymous" };

// A failure is forgotten: asked for again the next time.
const once = (act) => {
  let done = null;
  return () => (done ??= act().catch((error) => ((done = null), Promise.reject(error))));
};

// Fetches it and runs nothing; resolves to the attributes to run it with.
const bring = once(() => {
  const link = Object.assign(
    document.createElement("link"),
    { rel: "preload", as: "script", href: src },
    checked,
  );
  return new Promise((resolve) => {
    const first = { src, ...checked };
    const other = () => resolve(kept ? { src: kept } : first);
    link.onload = () => resolve(first);
    link.onerror = other;
    if (kept) setTimeout(other, PATIENCE_MS);
    document.head.append(link);
  });
});

const load = once(() => {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  if (!window.L) document.querySelector("link[rel=stylesheet]").after(sheet);
  const ran = bring().then(run);
  return kept ? ran.catch(() => run({ src: kept })) : ran;
});

function run(attributes) {
  const script = Object.assign(document.createElement("script"), attributes);
  document.head.append(script);
  return new Promise((resolve, reject) =>
    Object.assign(script, { onload: resolve, onerror: reject }),
  );
}

// After the words of the page are there.
const loaded = new Promise((go) => {
  if (document.readyState === "complete") go();
  else addEventListener("load", go, { once: true });
});
const whenLeaflet = (start) =>
  loaded
    .then(pause)
    .then(load)
    .then(pause)
    .then(() => start(window.L));

export { bring, whenLeaflet };
