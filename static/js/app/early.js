// Runs on every page: the outbox as soon as it is needed, and the camera behind the big button.

import { whenIdle } from "./idle.js";

// The outbox, where a form may wait: once the page is touched, or at once where something kept is
// to be sent or brought back. What can't be fetched is asked for again.
function noted(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return ""; // the browser keeps nothing for this site
  }
}
const resident = document.querySelector("meta[name=person]")?.content;
const isNew = resident !== undefined && resident !== noted("outbox-person");
const brought = /[?&](outbox|shared|sent)=|#no-photo$/.test(location.href) || !navigator.onLine;
const needed = `[data-outbox-list], [data-sign-out]${resident ? ", [data-outbox=report]" : ""}`;
const outbox = () => void import("../outbox/page.js").catch(() => {});
// The page without a connection learns the report's form, a visitor's too.
if (!resident && document.querySelector("[data-outbox=report]")) whenIdle(outbox);
if (brought || noted("outbox") || document.querySelector(needed)) outbox();
else if (document.querySelector("[data-outbox]")) {
  for (const act of ["pointerdown", "keydown", "focusin", "online"])
    addEventListener(act, outbox, { once: true });
}

// Somebody else than last time: what was kept for the one before is put away. It keeps nothing
// here, so the page comes first.
async function meet() {
  const store = await import("../outbox/store.js");
  if (await store.meet(resident)) outbox();
}

// The big button opens the camera of a phone, where pointers are thumbs; the photo goes into a
// draft.
const camera = document.querySelector("a[data-camera]");
camera?.addEventListener("click", (event) => {
  if (!matchMedia("(pointer: coarse)").matches) return;
  event.preventDefault();
  const link = event.currentTarget;
  const input = Object.assign(document.createElement("input"), {
    type: "file",
    accept: "image/*",
    hidden: true,
  });
  input.setAttribute("capture", "environment");
  link.after(input);
  // Taken back, or the camera is not allowed.
  const plainly = () => location.assign(`${link.href}#no-photo`);
  input.addEventListener("cancel", plainly);
  input.addEventListener("change", () =>
    import("../report/camera.js")
      .then(({ keep }) => keep(link, input.files[0]))
      .then((key) => location.assign(`${link.href}?outbox=${key}`))
      .catch(plainly),
  );
  input.click();
});

// Once the app works without a connection, its form should, too, also where the first press finds
// none.
const learn = () =>
  import("../report/learn.js").then(({ learnBehind }) => learnBehind(camera)).catch(() => {});
const { serviceWorker } = navigator;
if (camera && serviceWorker?.controller) whenIdle(learn);
else if (camera) serviceWorker?.addEventListener("controllerchange", learn, { once: true });

if (isNew && navigator.onLine) whenIdle(() => meet().catch(() => {}));
