// A photo shared from the phone's gallery, kept by the service worker (static/sw.js, share): hands
// the files to the form's own chooser, once, and starts the text with what came along.

const cache = await caches.open("shared");
const transfer = new DataTransfer();
for (const request of await cache.keys()) {
  const kept = await cache.match(request);
  const name = decodeURIComponent(kept.headers.get("File-Name"));
  transfer.items.add(
    new File([await kept.blob()], name, { type: kept.headers.get("Content-Type") }),
  );
}
await caches.delete("shared");

const shared = new URLSearchParams(location.search).get("said");
const body = document.getElementById("body");
if (shared && body && !body.value) body.value = shared.slice(0, body.maxLength);
const input = document.getElementById("photos");
if (input && transfer.files.length) {
  input.files = transfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
