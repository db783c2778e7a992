// A report being written: kept on this phone with its photos at every change, so that nothing is
// lost when the page dies, and brought back by ?outbox=<key>. Several may wait to be finished.
// Markup: templates/issues/reporting/new.html, form[data-outbox=report]; words in its data-
// attributes.

import { Full, Unavailable } from "../outbox/database.js";
import * as store from "../outbox/store.js";
import { itemOf, newKey, personHere } from "../outbox/item.js";
import { mark, fill } from "../outbox/fill.js";
import { learn } from "./learn.js";

const SAVE_MS = 500;
const OPEN_STATES = ["draft", "waiting", "trouble"];
const isSupport = (button) => button?.dataset.outbox === "support";

class ReportDraft {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.chooser = form.querySelector("[data-photo-chooser]");
    this.timer = 0;
    this.described = new Set(); // fields of photos' descriptions changed since the last save
    this.person = personHere();
  }

  get key() {
    return this.form.elements.request_key.value;
  }

  async start() {
    if (this.form.closest("[data-offline-report]")) await import("./offline.js");
    this.person ??= (await store.note("person")) ?? "";
    this.chooser.dataset.kept = "";
    for (const name of ["input", "change"])
      this.form.addEventListener(name, (event) => this.touched(event));
    this.form.addEventListener("photo:taken", ({ target, detail }) =>
      this.keepPhoto(target, detail),
    );
    this.form.addEventListener("photo:uploaded", ({ target, detail }) =>
      this.keepKey(target, detail),
    );
    this.form.addEventListener("photo:removed", ({ detail }) => store.dropPhoto(detail.id ?? ""));
    this.form.addEventListener("place:suggested", ({ detail }) => (this.at = detail));
    this.form.addEventListener("submit", () => clearTimeout(this.timer), { capture: true });
    this.form.addEventListener("htmx:afterRequest", ({ detail }) => {
      if (detail.successful && isSupport(detail.requestConfig.elt)) this.forget();
    });
    const ofReport = (act) => (event) => event.detail?.kind === "report" && act(event.detail);
    this.form.addEventListener("outbox:kept", ofReport(() => this.kept()));
    this.form.addEventListener("outbox:sent", ofReport((item) => this.went(item)));
    this.form.addEventListener("outbox:trouble", ofReport(() => this.comesBack()));
    this.form.addEventListener("outbox:refused", ({ detail }) => this.refused(detail));
    this.form.querySelector("[data-report-next]")?.addEventListener("click", () => this.next());
    document.querySelector("[data-report-again]")?.addEventListener("click", () => this.fresh());
    const wanted = new URLSearchParams(location.search).get("outbox");
    if (wanted) await this.bringBack(wanted);
    await this.givePhotos();
    if (wanted) this.form.dispatchEvent(new CustomEvent("draft:back"));
    if (wanted) this.form.closest("[data-offline-report]")?.scrollIntoView(); // under what waits
    await this.rememberPlaces();
    await this.tellOthers();
    if (this.hasWords()) this.touched({ target: this.form }); // typed before this was there
  }

  hasWords() {
    const typed = [...this.form.elements].filter(({ type }) => ["text", "textarea"].includes(type));
    return typed.some(({ value, defaultValue }) => value !== defaultValue);
  }

  async bringBack(key) {
    const item = await store.get(key);
    if (item?.person !== this.person || !OPEN_STATES.includes(item.state)) return;
    await store.change(key, { state: "draft" }, OPEN_STATES); // not sent while it is being changed
    this.form.elements.request_key.value = key;
    fill(this.form, item.fields);
    mark(this.form, item.problem);
    this.form.querySelector("[data-place-picker]")?.dispatchEvent(new CustomEvent("place:restore"));
    if (item.at)
      this.form.dispatchEvent(new CustomEvent("place:suggest", { bubbles: true, detail: item.at }));
  }

  // Photos the server drew and photos kept here are the same photos.
  async givePhotos() {
    const kept = await store.photosOf(this.key);
    for (const shot of this.chooser.querySelectorAll("[data-photo]:not([data-photo-id])")) {
      const key = shot.querySelector("[name=photo_keys]").value;
      if (!key) continue; // the template's own
      const known = kept.find((photo) => photo.key === key);
      shot.dataset.photoId = known?.id ?? newKey();
      if (!known) await this.keepServers(shot, key);
    }
    for (const photo of kept)
      this.chooser.dispatchEvent(new CustomEvent("photo:restore", { detail: photo }));
  }

  keepServers(shot, key) {
    const alt = shot.querySelector("[name=photo_alts]").value;
    const id = shot.dataset.photoId;
    return store.putPhoto({
      id,
      item: this.key,
      blob: null,
      name: "",
      alt,
      key,
      at: null,
      taken_at: Date.now(),
    });
  }

  async keepPhoto(shot, { id, blob, name, at }) {
    const photo = { id, item: this.key, blob, name, alt: "", key: "", at, taken_at: Date.now() };
    await this.trying(async () => {
      await store.putPhoto(photo);
      await this.save();
    });
  }

  // In private windows WebKit keeps no files: what the server has goes by its key all the same.
  async keepKey(shot, { id, key }) {
    if (!(await store.changePhoto(id, { key }))) await this.keepServers(shot, key);
  }

  touched({ target }) {
    if (target.name === "photo_alts") this.described.add(target);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.trying(() => this.save()), SAVE_MS);
  }

  async save() {
    const described = [...this.described];
    this.described.clear();
    for (const field of described) {
      const shot = field.closest("[data-photo]");
      if (shot) await store.changePhoto(shot.dataset.photoId, { alt: field.value });
    }
    if (
      !(await store.putDraft({
        ...itemOf(this.form, { person: this.person }),
        state: "draft",
        at: this.at,
      }))
    )
      return;
    const time = new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: "numeric",
      minute: "2-digit",
    });
    this.says(this.words.saved.replace("{time}", time.format(new Date())));
    dispatchEvent(new Event("outbox:changed"));
  }

  // "이 문제예요": somebody else's report speaks for this one too.
  forget() {
    clearTimeout(this.timer);
    store.drop(this.key).then(() => dispatchEvent(new Event("outbox:changed")), () => {});
  }

  async trying(act) {
    try {
      await act();
    } catch (error) {
      delete this.chooser.dataset.kept; // photos must be uploaded from this page
      this.says(error instanceof Full ? this.words.full : this.words.unkept);
    }
  }

  says(sentence) {
    this.form.querySelector("[data-draft-says]").textContent = sentence;
  }

  // Waits in the outbox now: the page is free for the next problem.
  kept() {
    const panel = document.querySelector("[data-report-kept]");
    panel.querySelector("p").textContent =
      this.form.querySelector("[data-said] p").firstChild.textContent;
    this.chooser.dispatchEvent(new CustomEvent("photo:stop"));
    panel.hidden = false;
    this.form.hidden = true;
    panel.querySelector("h1").focus();
  }

  // What waited has gone while its page was open.
  went({ location }) {
    const panel = document.querySelector("[data-report-kept]");
    panel.querySelector("[data-went] a").href = location;
    panel.querySelector("[data-waits]").hidden = true;
    panel.querySelector("[data-went]").hidden = false;
    panel.querySelector("[data-went] h1").focus();
  }

  comesBack() {
    document.querySelector("[data-report-kept]").hidden = true;
    this.form.hidden = false;
  }

  // The server said no: photos it knows have keys now, one it would not take says so beside it, and
  // reports like this one are shown.
  async refused({ photo, words, answer }) {
    await this.givePhotos();
    const ofPhoto = new CustomEvent("photo:refused", { detail: { id: photo, words } });
    if (photo) this.chooser.dispatchEvent(ofPhoto);
    const like = document.getElementById("similar");
    if (!answer?.similar || !like) return;
    like.innerHTML = answer.similar;
    globalThis.htmx?.process(like);
    const send = this.form.querySelector("[data-send] [data-anyway]");
    if (send) send.textContent = answer.anyway ?? send.dataset.anyway;
  }

  async next() {
    clearTimeout(this.timer);
    await this.trying(() => this.save());
    this.fresh();
    this.says(this.words.nextSaved);
  }

  fresh() {
    this.form.reset();
    this.form.elements.request_key.value = newKey();
    this.at = null;
    this.chooser.dispatchEvent(new CustomEvent("photo:clear"));
    this.form.querySelector("[data-place-picker]")?.dispatchEvent(new CustomEvent("place:clear"));
    this.form.querySelector("[data-said]")?.remove();
    history.replaceState(null, "", location.pathname);
    const panel = document.querySelector("[data-report-kept]");
    panel.querySelector("[data-waits]").hidden = false;
    panel.querySelector("[data-went]").hidden = true;
    this.comesBack();
    scrollTo(0, 0);
    this.form.querySelector("[data-photo-add] input:not([hidden])")?.focus();
  }

  // For the page without a connection.
  rememberPlaces() {
    if (personHere() === undefined) return undefined;
    return learn(this.form, location.pathname, document.getElementById("outbox").dataset.address);
  }

  async tellOthers() {
    const others = (await store.unsent(this.person)).filter(
      ({ kind, state, key, url }) =>
        kind === "report" &&
        state === "draft" &&
        key !== this.key &&
        this.form.action.endsWith(url),
    );
    const line = document.querySelector("[data-report-drafts]");
    if (!line || !others.length) return;
    line.querySelector("strong").textContent = this.words.drafts.replace("{n}", others.length);
    line.querySelector("a[data-latest]").href = `${others.at(-1).page}?outbox=${others.at(-1).key}`;
    line.hidden = false;
  }
}

const form = document.querySelector("form[data-outbox=report]");
if (form) {
  await new ReportDraft(form)
    .start()
    .catch((error) => error instanceof Unavailable || console.warn("draft", error));
  if (new URLSearchParams(location.search).has("shared")) await import("./shared.js");
}
