// A button beside a text field: what is said goes into it, by the browser's own speech recognition.
// Nothing of the sound comes here. Where the browser has none, the buttons stay away.
// Markup: ui.dictate and ui.dictation in templates/shared/ui.html.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const SPOKEN = { ko: "ko-KR", en: "en-US", zh: "zh-CN", vi: "vi-VN" };
const FORBIDDEN = ["not-allowed", "service-not-allowed", "audio-capture"];
const root = document.documentElement;
const lang = SPOKEN[root.lang.slice(0, 2)] ?? root.lang;
const words = document.getElementById("dictation").dataset;
let onDevice = null; // whether the browser can do it without sending the sound; null: not asked
let active = null;
let left = null; // the field that had the caret last

function insert(field, heard, asLines) {
  const hasCaret = !asLines && [left, document.activeElement].includes(field);
  const end = field.value.length;
  const [from, to] = hasCaret ? [field.selectionStart, field.selectionEnd] : [end, end];
  const before = field.value.slice(0, from);
  const gap = /\S$/.test(before) ? (asLines ? "\n" : " ") : "";
  const room = field.maxLength < 0 ? Infinity : field.maxLength - (end - (to - from));
  const fits = Array.from(gap + heard);
  while (fits.join("").length > room) fits.pop(); // whole letters only
  field.setRangeText(fits.join(""), from, to, "end");
  field.scrollTop = hasCaret ? field.scrollTop : field.scrollHeight;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  return fits.join("") === gap + heard;
}

async function askDevice() {
  try {
    const state = await Recognition.available({ langs: [lang], processLocally: true });
    onDevice = state === "available";
  } catch {
    onDevice = false;
  }
}

class Dictation {
  constructor(button) {
    this.button = button;
    this.field = document.getElementById(button.dataset.dictate);
    this.label = button.querySelector("span");
    this.start = this.label.textContent;
    this.goesOn = true;
    this.heard = "";
    this.show(true);
  }

  async begin() {
    if (onDevice === null && Recognition.available) await askDevice();
    if (active === this) this.listen();
  }

  /** One sentence after the other: browsers differ least when each is asked for by itself. */
  listen() {
    this.heard = "";
    this.recognition = new Recognition();
    Object.assign(this.recognition, { lang, interimResults: true, maxAlternatives: 1 });
    if (onDevice) this.recognition.processLocally = true;
    this.recognition.onresult = ({ results }) => {
      this.heard = Array.from(results, (result) => result[0].transcript.trim()).join(" ");
      this.say(this.heard);
    };
    this.recognition.onerror = ({ error }) => this.fails(error);
    this.recognition.onend = () => this.ended();
    this.say(words.hears);
    this.recognition.start();
  }

  fails(error) {
    this.goesOn = false;
    if (error === "aborted") return;
    const known = error === "no-speech" ? words.silent : words.failed;
    this.wrong = FORBIDDEN.includes(error) ? words.forbidden : known;
  }

  ended() {
    if (this !== active) return;
    const heard = this.heard.length > 0;
    this.put();
    if (this.goesOn && heard) this.listen();
    else this.finish(this.wrong ?? (heard ? "" : words.silent));
  }

  put() {
    if (this.heard && this.field.isConnected) {
      const fits = insert(this.field, this.heard, "lines" in this.button.dataset);
      if (!fits) [this.wrong, this.goesOn] = [words.full, false];
    }
    this.heard = "";
  }

  /** The button was pressed again: what is being said now is still waited for. */
  stop() {
    this.goesOn = false;
    this.wrong ??= "";
    if (this.recognition) this.recognition.stop();
    else this.finish("");
  }

  /** At once: what was heard so far is kept, for the form goes out now. */
  leave() {
    this.put();
    this.finish(this.wrong ?? "");
    this.recognition?.abort();
  }

  finish(sentence) {
    active = null;
    this.show(false);
    this.say(sentence);
  }

  show(listens) {
    this.button.setAttribute("aria-pressed", String(listens));
    this.label.textContent = listens ? words.stop : this.start;
  }

  say(sentence) {
    this.button.parentElement.querySelector("[role=status]").textContent = sentence;
  }
}

function press(button) {
  const again = active?.button === button;
  if (again) return active.stop();
  active?.leave();
  active = new Dictation(button);
  active.begin();
}

if (Recognition && window.isSecureContext) {
  root.dataset.dictation = "";
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-dictate]");
    if (button) press(button);
  });
  document.addEventListener("focusout", ({ target }) => (left = target));
  // Before the browser looks whether a field is still empty.
  document.addEventListener(
    "click",
    ({ target }) => {
      const { form, type } = target.closest("button") ?? {};
      if (active && type === "submit" && form?.contains(active.field)) active.leave();
    },
    { capture: true },
  );
  window.addEventListener("pagehide", () => active?.leave());
  document.addEventListener("visibilitychange", () => document.hidden && active?.leave());
}
