// Uploads the photos of a form as soon as they are chosen. Markup: templates/photos/_chooser.html.
//   [data-photo-chooser data-upload data-most data-too-many data-broken data-waiting]
//     [data-photo-list] with [data-photo]… and last [data-photo-add] holding input[type=file]
//     template with one [data-photo]; [data-photo-says]
//   In [data-photo]: img, [data-photo-remove], [data-photo-retry], [data-photo-percent], .meter rect,
//     [data-photo-error], input[name=photo_keys], input[name=photo_alts], and [data-photo-state] whose
//     parts show by their data-on (busy, done, offline, failed, again).
// Sends "place:suggest" (detail {lat, lon}) when a photo says where it was taken.
// A form sent while photos are still on their way waits for them.

const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";

class Chooser {
  constructor(root) {
    this.root = root;
    this.words = root.dataset;
    this.list = root.querySelector("[data-photo-list]");
    this.add = root.querySelector("[data-photo-add]");
    this.input = this.add.querySelector("input");
    this.form = root.closest("form");
    this.busy = new Map(); // list item → what it waits for: its request, or null when offline
    this.input.classList.add("hide");
    this.input.addEventListener("change", () => this.take([...this.input.files]));
    for (const item of this.items()) this.ready(item);
    addEventListener("online", () => this.retryAll());
    // Before htmx and the browser hear of it.
    this.form?.addEventListener("submit", (event) => this.hold(event), { capture: true });
    this.tidy();
  }

  items() {
    return [...this.list.querySelectorAll("[data-photo]")];
  }

  say(sentence = "") {
    this.root.querySelector("[data-photo-says]").textContent = sentence;
  }

  take(files) {
    this.input.value = ""; // or the form would send them a second time
    const room = Number(this.words.most) - this.items().length;
    this.say(files.length > room ? this.words.tooMany : "");
    for (const file of files.slice(0, Math.max(0, room))) {
      const item = this.root.querySelector("template").content.querySelector("[data-photo]").cloneNode(true);
      const picture = item.querySelector("img");
      picture.src = URL.createObjectURL(file);
      picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
      this.list.insertBefore(item, this.add);
      this.ready(item);
      item.querySelector("[data-photo-retry]").addEventListener("click", () => this.send(item, file));
      item.send = () => this.send(item, file);
      this.send(item, file);
    }
    this.tidy();
  }

  ready(item) {
    const remove = item.querySelector("[data-photo-remove]");
    remove.hidden = false;
    remove.addEventListener("click", () => this.remove(item));
    this.state(item, item.querySelector("[name=photo_keys]").value ? "done" : "busy");
  }

  remove(item) {
    this.busy.get(item)?.abort();
    this.settle(item);
    item.remove();
    this.say();
    this.tidy();
    (this.add.hidden ? this.items()[0] : this.input)?.focus();
  }

  // XMLHttpRequest, because fetch does not tell how much has been sent.
  send(item, file) {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("photo", file, file.name);
    request.open("POST", this.words.upload);
    request.responseType = "json";
    request.timeout = 120000;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.addEventListener("progress", ({ loaded, total }) => this.progress(item, loaded / total));
    request.addEventListener("load", () => this.answered(item, request));
    request.addEventListener("error", () => this.offline(item));
    request.addEventListener("timeout", () => this.offline(item));
    this.busy.set(item, request);
    this.progress(item, 0);
    this.state(item, "busy");
    request.send(body);
  }

  progress(item, share) {
    const percent = Math.round(share * 100);
    item.querySelector("[data-photo-percent]").textContent = percent;
    item.querySelector(".meter rect").setAttribute("width", `${percent}%`);
  }

  answered(item, request) {
    const answer = request.response;
    if (request.status === 201 && answer?.key) this.done(item, answer);
    else this.failed(item, request.status, answer?.error);
    this.settle(item);
  }

  done(item, { key, small, suggested }) {
    const twin = this.items().find((other) => other.querySelector("[name=photo_keys]").value === key);
    if (twin && twin !== item) return this.remove(item); // the same photo, chosen twice
    for (const field of item.querySelectorAll("input")) field.disabled = false;
    item.querySelector("[name=photo_keys]").value = key;
    item.querySelector("img").src = small;
    this.state(item, "done");
    if (suggested) this.root.dispatchEvent(new CustomEvent("place:suggest", { bubbles: true, detail: suggested }));
  }

  failed(item, status, sentence) {
    item.querySelector("[data-photo-error]").textContent = sentence ?? this.words.broken;
    this.state(item, status === 429 || status >= 500 ? "failed again" : "failed");
  }

  offline(item) {
    this.busy.set(item, null);
    this.state(item, "offline");
    this.release();
  }

  retryAll() {
    for (const [item, request] of this.busy) if (request === null) item.send();
  }

  settle(item) {
    this.busy.delete(item);
    this.release();
  }

  state(item, state) {
    const holder = item.querySelector("[data-photo-state]");
    holder.dataset.photoState = state;
    const words = state.split(" ");
    for (const part of holder.querySelectorAll("[data-on]")) {
      part.toggleAttribute("hidden", !part.dataset.on.split(" ").some((on) => words.includes(on)));
    }
  }

  sending() {
    return [...this.busy.values()].some((request) => request !== null);
  }

  hold(event) {
    if (!this.sending()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.held = event.submitter ?? true;
    this.say(this.words.waiting);
  }

  release() {
    if (!this.held || this.sending()) return;
    const submitter = this.held === true ? null : this.held;
    this.held = null;
    this.say();
    if (this.items().every((item) => item.querySelector("[name=photo_keys]").value)) this.form.requestSubmit(submitter);
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
