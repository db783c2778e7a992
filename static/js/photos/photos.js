// The photos of a form: taken or chosen, made small, and uploaded while the person types. Markup:
// templates/photos/_chooser.html.
//   [data-photo-chooser data-upload data-most + sentences]
//     [data-photo-list] with [data-photo]… and last [data-photo-add] holding the inputs
//     template with one [data-photo]; [data-photo-says]
//   In [data-photo]: img, [data-photo-remove], [data-photo-retry], [data-photo-percent], .meter
//     rect, [data-photo-error], [data-photo-original], input[name=photo_keys],
//     input[name=photo_alts], and [data-photo-state] whose parts show by their
//     data-on (busy, done, offline, lost, failed, again).
// Sends, from the item: photo:taken {id, blob, name, at}, photo:uploaded {id, key}, photo:removed
// {id}; from the chooser: place:suggest {lat, lon}, place:ask when a photo just taken does not say
// where. Takes photo:restore (detail: a photo of outbox/store.js), photo:refused {id, words},
// photo:stop and photo:clear. A
// form sent while photos are still on their way waits for them (photos/hold.js). data-kept: what
// can't be uploaded now is kept on this phone (report/draft.js) and goes later.

import { holdForm } from "./hold.js";
import { draw, keyOf, progress, show, upload, uploaded } from "./item.js";

const OF_THE_PHOTO = [413, 415, 422]; // the same one would be refused again
const STILL_HERE_MS = 300_000; // after taking a photo, the person stands where it was taken

// Needed with the first photo; fetched when the form is touched. Where they can't be had, the photo
// goes as it is.
const helpers = () => Promise.all([import("./position.js"), import("./resize.js")]);

async function looked(file) {
  const parts = await helpers().catch(() => null);
  if (!parts) return { at: null, blob: file, shrunk: false };
  const [{ positionIn }, { shrink }] = parts;
  const [at, made] = await Promise.all([positionIn(file), shrink(file)]);
  return { at, ...made };
}

class Chooser {
  constructor(root) {
    this.root = root;
    this.words = root.dataset;
    this.list = root.querySelector("[data-photo-list]");
    this.add = root.querySelector("[data-photo-add]");
    this.inputs = [...this.add.querySelectorAll("input")];
    this.busy = new Map(); // list item → how to give up its request, or null when offline
    for (const input of this.inputs) {
      input.addEventListener("change", () => this.take(input));
      if (input.hasAttribute("capture"))
        input.addEventListener("cancel", () => this.say(this.words.noPhoto));
    }
    for (const item of this.items()) this.ready(item);
    root.addEventListener("photo:restore", ({ detail }) => this.restore(detail));
    root.addEventListener("photo:clear", () => this.clear());
    root.addEventListener("photo:stop", () => this.stop());
    root.addEventListener("photo:refused", ({ detail }) => this.refused(detail));
    addEventListener("online", () => this.retryAll());
    addEventListener("focusin", () => helpers().catch(() => {}), { once: true });
    this.release = holdForm(root.closest("form"), this);
    // From the camera of the page before.
    if (location.hash === "#no-photo") this.say(this.words.noPhoto);
    this.tidy();
    // Chosen before this was there.
    for (const input of this.inputs) if (input.files.length) this.take(input);
  }

  items() {
    return [...this.list.querySelectorAll("[data-photo]")];
  }

  say(sentence = "") {
    this.root.querySelector("[data-photo-says]").textContent = sentence;
  }

  tell(target, name, detail) {
    target.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  async take(input) {
    const files = [...input.files];
    const fresh = input.hasAttribute("capture");
    input.value = ""; // or the form would send them a second time
    const room = Number(this.words.most) - this.items().length;
    this.say(files.length > room ? this.words.tooMany : "");
    const chosen = files.slice(0, Math.max(0, room)).map((file) => [file, this.insert(file)]);
    this.tidy();
    // One after the other: a phone has little memory.
    for (const [file, item] of chosen) await this.prepare(item, file, fresh);
  }

  insert(picture) {
    const item = this.root
      .querySelector("template")
      .content.querySelector("[data-photo]")
      .cloneNode(true);
    item.dataset.photoId = crypto.getRandomValues(new Uint32Array(2)).join("-");
    draw(item, picture);
    this.list.insertBefore(item, this.add);
    this.ready(item);
    item.querySelector("[data-photo-retry]").addEventListener("click", () => item.send());
    return item;
  }

  async prepare(item, file, fresh) {
    this.busy.set(item, () => {});
    progress(item, 0);
    const { at, blob, shrunk } = await looked(file);
    if (!item.isConnected) return this.settle(item); // taken out meanwhile
    item.querySelector("[data-photo-original]").hidden = shrunk;
    const name = shrunk ? `${file.name.replace(/\.\w+$/, "")}.jpg` : file.name;
    this.tell(item, "photo:taken", { id: item.dataset.photoId, blob, name, at });
    if (at) this.tell(this.root, "place:suggest", at);
    else if (fresh) this.tell(this.root, "place:ask");
    item.send = () => this.send(item, blob, name);
    item.send();
  }

  restore({ id, blob, name, alt, key, at, fresh, taken_at }) {
    const here = this.items().find((each) => each.dataset.photoId === id);
    if (here) return key ? uploaded(here, key) : undefined;
    const item = this.insert(blob ?? `${this.words.upload}/${key}-s.jpg`);
    item.dataset.photoId = id;
    item.querySelector("[name=photo_alts]").value = alt ?? "";
    item.send = () => this.send(item, blob, name);
    if (key) uploaded(item, key);
    else item.send();
    if (at) this.tell(this.root, "place:suggest", at);
    else if (fresh && Date.now() - taken_at < STILL_HERE_MS) this.tell(this.root, "place:ask");
    this.tidy();
  }

  // The outbox sends them from here on.
  stop() {
    for (const giveUp of this.busy.values()) giveUp?.();
    this.busy.clear();
  }

  clear() {
    this.stop();
    for (const item of this.items()) item.remove();
    this.say();
    this.tidy();
  }

  ready(item) {
    const remove = item.querySelector("[data-photo-remove]");
    remove.hidden = false;
    remove.addEventListener("click", () => this.remove(item));
    show(item, keyOf(item) ? "done" : "busy");
  }

  remove(item) {
    this.tell(item, "photo:removed", { id: item.dataset.photoId });
    this.busy.get(item)?.();
    item.remove();
    this.settle(item);
    this.say();
    this.tidy();
    (this.add.hidden ? this.items()[0] : this.inputs[0])?.focus();
  }

  send(item, blob, name) {
    progress(item, 0);
    show(item, "busy");
    const giveUp = upload(this.words.upload, blob, name, {
      progress: (share) => progress(item, share),
      answered: (status, answer) => this.answered(item, status, answer),
      lost: () => this.lost(item),
    });
    this.busy.set(item, giveUp);
  }

  answered(item, status, answer) {
    if (status === 201 && answer?.key) this.done(item, answer);
    else this.failed(item, status, answer?.error);
    this.settle(item);
  }

  done(item, { key, small, suggested }) {
    const twin = this.items().find((other) => keyOf(other) === key);
    if (twin && twin !== item) return this.remove(item); // the same photo, chosen twice
    item.querySelector("img").src = small;
    uploaded(item, key);
    this.tell(item, "photo:uploaded", { id: item.dataset.photoId, key });
    if (suggested) this.tell(this.root, "place:suggest", suggested);
  }

  failed(item, status, sentence) {
    item.querySelector("[data-photo-error]").textContent = sentence ?? this.words.broken;
    show(item, OF_THE_PHOTO.includes(status) ? "failed" : "failed again");
  }

  // No answer: it is sent again when the connection is back, or with the form.
  lost(item) {
    this.busy.set(item, null);
    show(item, navigator.onLine ? "lost" : "offline");
    this.release();
  }

  // Refused while the outbox was sending it.
  refused({ id, words }) {
    const item = this.items().find((each) => each.dataset.photoId === id);
    if (item) this.failed(item, 422, words);
  }

  retryAll() {
    for (const [item, request] of this.busy) if (request === null) item.send();
  }

  settle(item) {
    this.busy.delete(item);
    this.release();
  }

  tidy() {
    this.add.hidden = this.items().length >= Number(this.words.most);
  }
}

function start(root) {
  for (const element of root.querySelectorAll("[data-photo-chooser]:not([data-ready])")) {
    element.dataset.ready = "";
    new Chooser(element);
  }
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.target.parentElement ?? document));
