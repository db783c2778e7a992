// Imported by the service worker (civic/web/pwa.py): shows a push and opens what it is about.
// A push is {title, body, tag, url}; the same tag replaces an earlier one, so that a push that
// comes twice is seen once.

self.addEventListener("push", (event) => {
  let news = {};
  try {
    news = event.data.json();
  } catch {
    // Not one of ours, or empty: a browser still wants something shown.
  }
  const options = { body: news.body || "", tag: news.tag || "news", lang: news.lang || "ko" };
  options.data = { url: ownAddress(news.url) };
  event.waitUntil(self.registration.showNotification(news.title || "새 소식이 있어요", options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url || "/"));
});

// Only ever a page of this site.
function ownAddress(address) {
  try {
    const url = new URL(address, self.location.origin);
    return url.origin === self.location.origin ? url.href : "/";
  } catch {
    return "/";
  }
}

async function open(url) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = pages.find((page) => page.url === url);
  if (here) return here.focus();
  return self.clients.openWindow(url);
}
