// The ballot: running sum, autosaved draft, and what still has to be submitted. Without it the
// page works with its two buttons. Each request carries a counter (client_seq), so a request that
// waited in a queue never undoes a newer one.

const form = document.querySelector("form[data-ballot]");
const words = form.dataset;
const boxes = [...form.querySelectorAll("input[name=solutions]")];
const seqInputs = document.querySelectorAll("input[name=client_seq]");
const part = (name) => form.querySelector(`[data-${name}]`);
const WAIT_MS = 400;

let seq = Number(seqInputs[0].value) - 1;
let submitted = Boolean(words.submitted);
let pending = Boolean(words.pending);
let timer = 0;
let saving = false;
let unsaved = false;
let kept = false; // submitted into the outbox: it goes first, then what was changed since

const chosen = () => boxes.filter((box) => box.checked);
const cost = (box) => Number(box.dataset.cost);
const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
const say = (sentence) => {
  part("said").textContent = sentence;
  part("said").hidden = !sentence || !part("limit").hidden;
};

function money(won) {
  return won >= 1e7
    ? words.hundredMillions.replace("{n}", number.format(won / 1e8))
    : words.won.replace("{n}", number.format(won));
}

function drawMeter(picked, spent) {
  const meter = part("meter");
  const scale = Math.max(Number(words.budget), spent);
  let at = 0;
  meter.replaceChildren(...picked.map((box) => {
    const block = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    block.setAttribute("x", `${at}%`);
    block.setAttribute("width", `${(cost(box) * 100) / scale}%`);
    block.setAttribute("height", "100%");
    at += (cost(box) * 100) / scale;
    return block;
  }));
  meter.setAttribute("aria-valuenow", Math.min(spent, Number(words.budget)));
  meter.setAttribute("aria-valuetext", words.ofBudget.replace("{n}", money(spent)));
}

function draw() {
  const picked = chosen();
  const spent = picked.reduce((sum, box) => sum + cost(box), 0);
  drawMeter(picked, spent);
  part("spent").textContent = money(spent);
  part("over").hidden = spent <= Number(words.budget);
  part("count").textContent = words.counted.replace("{n}", picked.length);
  const state = kept && !pending ? "waiting" : !submitted ? "new" : pending ? "changed" : "done";
  for (const line of form.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== state;
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
  for (const box of boxes) box.checked = state.chosen.includes(Number(box.value));
  draw();
}

async function save(keepalive = false) {
  clearTimeout(timer);
  if (saving || kept) return;
  saving = true;
  unsaved = false;
  try {
    const answer = await fetch(words.draftUrl, {
      method: "POST", body: body(), headers: { Accept: "application/json" }, keepalive,
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

function changed(event) {
  const tooMany = chosen().length > Number(words.most);
  part("limit").hidden = !tooMany;
  if (tooMany) {
    event.target.checked = false;
    part("said").hidden = true;
    return;
  }
  pending = true;
  unsaved = true;
  say("");
  draw();
  clearTimeout(timer);
  timer = setTimeout(save, WAIT_MS);
}

function numberTheRequest() {
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

form.addEventListener("change", changed);
form.addEventListener("submit", numberTheRequest);
document.addEventListener("outbox:kept", waits);
document.addEventListener("outbox:sent", sent);
document.querySelector("form[data-withdraw]")?.addEventListener("submit", numberTheRequest);
window.addEventListener("online", () => { if (unsaved) save(); });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && unsaved) save(true);
});
// A page brought back by the Back button shows an old state: ask again.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
part("without-script").hidden = true;
draw();
