// The ballot: autosaved draft, and what still has to be submitted. How choices are made and drawn
// is the picker's, boxes.js or ranks.js, one of which the page loads; it hands over {ids, choices,
// show, draw, listen}, and `sum` where a budget binds. Without scripts the page works with its
// buttons.
// Each request carries a counter (client_seq), so a request that waited in a queue never undoes a
// newer one.

import "./sheet.js";
import { close, lookOver } from "./review.js";

const form = document.querySelector("form[data-ballot]");
const words = form.dataset;
const seqInputs = document.querySelectorAll("input[name=client_seq]");
const part = (name) => form.querySelector(`[data-${name}]`);
const WAIT_MS = 400;

let picker = null;
let seq = Number(seqInputs[0].value) - 1;
let submitted = Boolean(words.submitted);
let pending = Boolean(words.pending);
let timer = 0;
let saving = false;
let unsaved = false;
let kept = false; // submitted into the outbox: it goes first, then what was changed since

const say = (sentence) => {
  part("said").textContent = sentence;
  part("said").hidden = !sentence || !part("limit").hidden;
};

function draw() {
  picker.draw();
  const count = picker.ids().length;
  part("count").textContent = words.counted.replace("{n}", count);
  part("dots")
    ?.querySelectorAll("i")
    .forEach((dot, n) => dot.classList.toggle("is", n < count));
  drawState();
}

function drawState() {
  const state = kept && !pending ? "waiting" : !submitted ? "new" : pending ? "changed" : "done";
  for (const line of form.querySelectorAll("[data-when]"))
    line.hidden = line.dataset.when !== state;
  part("submit").classList.toggle("main", state !== "done");
}

function body() {
  const data = new FormData(form);
  seq += 1;
  data.set("client_seq", seq);
  return data;
}

function apply(state) {
  submitted = state.submitted;
  pending = state.pending;
  if (!state.error) return;
  picker.show(state.chosen);
  draw();
}

async function save(keepalive = false) {
  clearTimeout(timer);
  if (saving || kept) return;
  saving = true;
  unsaved = false;
  try {
    const answer = await fetch(words.draftUrl, {
      method: "POST",
      body: body(),
      headers: { Accept: "application/json" },
      keepalive,
    });
    const state = await read(answer);
    seq = Math.max(seq, state.client_seq ?? 0);
    if ("client_seq" in state && !unsaved) apply(state);
    say(state.error ?? words.saved);
  } catch {
    unsaved = true;
    say(words.lost);
  } finally {
    saving = false;
  }
  draw();
  if (unsaved && navigator.onLine) timer = setTimeout(save, WAIT_MS * 5);
}

// Signed out in between, the answer is the sign-in page.
async function read(answer) {
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  return isJson ? answer.json() : { error: words.signedOut };
}

function changed() {
  pending = true;
  say("");
  part("nothing").hidden = true;
  draw();
  if (!words.draftUrl) return; // nobody's yet
  unsaved = true;
  clearTimeout(timer);
  timer = setTimeout(save, WAIT_MS);
}

function refused() {
  part("said").hidden = true;
}

// The ballot's button shows what was chosen; the one in the sheet sends it.
function review(event) {
  if (!("review" in (event.submitter?.dataset ?? {}))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  lookOver(picker.choices(), picker.sum?.() ?? "");
}

function numberTheRequest() {
  close();
  clearTimeout(timer);
  unsaved = false;
  seq += 1;
  for (const input of seqInputs) input.value = seq;
}

function waits() {
  kept = true;
  pending = false;
  draw();
}

function sent() {
  if (!unsaved) return location.reload();
  kept = false;
  submitted = true;
  return save();
}

/** Begins, once the page has its picker. */
export function begin(its) {
  picker = its;
  picker.listen(changed, refused);
}

form.addEventListener("submit", review);
form.addEventListener("submit", numberTheRequest);
document.addEventListener("outbox:kept", waits);
document.addEventListener("outbox:sent", sent);
form.addEventListener("outbox:refused", ({ detail }) => {
  if (detail.status === 409 && "chosen" in (detail.answer ?? {})) apply(detail.answer);
});
document.querySelector("form[data-withdraw]")?.addEventListener("submit", numberTheRequest);
window.addEventListener("online", () => {
  if (unsaved) save();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && unsaved) save(true);
});
// A page brought back by the Back button shows an old state: ask again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
part("without-script")?.setAttribute("hidden", "");
drawState(); // the server drew the choices
