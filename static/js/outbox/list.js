// The list of what waits on this phone. Markup and words: templates/outbox/_list.html, _rows.html.

import * as store from "./store.js";
import { flush, whose } from "./flush.js";
import { personHere } from "./item.js";

const list = document.querySelector("[data-outbox-list]");
const words = list.dataset;
const asking = new Set(); // keys whose deletion is being asked about
const pictures = []; // addresses of blobs drawn
const when = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: "medium",
  timeStyle: "short",
});
const part = (row, name) => row.querySelector(`[data-part=${name}]`);
const spot = (name) => list.querySelector(`[data-list-${name}]`);

function newRow(sort) {
  return list.querySelector(`template[data-row=${sort}]`).content.firstElementChild.cloneNode(true);
}

function titleOf({ kind, title }) {
  const sort = words[`kind${kind[0].toUpperCase()}${kind.slice(1)}`] ?? "";
  return kind === "report" ? title || words.untitled : [sort, title].filter(Boolean).join(": ");
}

function problemOf({ state, problem }) {
  if (!problem) return "";
  const sentences = {
    busy: words.busy,
    offline: words.offline,
    signed_out: words.signedOut,
    gave_up: words.gaveUp,
  };
  // A server in front has no words.
  const plain = problem.status === 413 ? words.tooLarge : words.refused;
  return state === "draft" ? "" : (sentences[problem.code] ?? (problem.words || plain));
}

async function unsentRow(item) {
  const row = newRow("unsent");
  const photos = await store.photosOf(item.key);
  row.dataset.key = item.key;
  part(row, "title").textContent = titleOf(item);
  const count = photos.length ? words.photos.replace("{n}", photos.length) : "";
  part(row, "detail").textContent = [count, when.format(item.made_at)].filter(Boolean).join(" · ");
  const blob = photos.find((photo) => photo.blob)?.blob;
  if (blob) {
    pictures.push((part(row, "picture").src = URL.createObjectURL(blob)));
    part(row, "picture").hidden = false;
    part(row, "box").hidden = true;
  }
  for (const each of row.querySelectorAll("[data-when]"))
    each.hidden = !each.dataset.when.split(" ").includes(item.state);
  part(row, "problem").textContent = problemOf(item);
  part(row, "problem").hidden = !problemOf(item);
  if (item.state === "sending" && photos.length) {
    part(row, "progress").textContent =
      `${photos.filter(({ key }) => key).length} / ${photos.length}`;
  }
  acts(row, item);
  return row;
}

function acts(row, item) {
  const { key, state, kind, problem } = item;
  const edit = part(row, "edit");
  edit.href = `${item.page}?outbox=${key}`;
  edit.hidden = state === "sending" || kind === "support";
  part(row, "retry").hidden =
    !(state === "trouble" || (state === "waiting" && problem)) || !navigator.onLine;
  part(row, "acts").hidden = state === "sending" || asking.has(key);
  part(row, "sure").hidden = !asking.has(key);
  const press = (name, act) => part(row, name).addEventListener("click", act);
  press("retry", () => retry(key));
  press("remove", () => ask(key, "yes"));
  press("no", () => ask(key, "remove"));
  press("yes", async () => {
    asking.delete(key);
    await store.drop(key);
    await draw();
    list.querySelector("h2:not([hidden])").focus();
  });
}

async function ask(key, focused) {
  if (!asking.delete(key)) asking.add(key);
  await draw();
  list.querySelector(`[data-key="${key}"] [data-part=${focused}]`)?.focus();
}

async function retry(key) {
  await store.change(key, { state: "waiting", next_at: 0, tries: 0, problem: null }, [
    "waiting",
    "trouble",
  ]);
  await flush({ only: key });
}

function sentRow(item) {
  const row = newRow("sent");
  part(row, "title").textContent = titleOf(item);
  part(row, "detail").textContent = when.format(item.sent_at);
  part(row, "link").href = item.location;
  return row;
}

let drawing = null;
let again = false;

// One drawing at a time: the news may come faster than it is drawn.
export function draw() {
  again = Boolean(drawing);
  drawing ??= drawOnce().finally(() => {
    drawing = null;
    if (again) return draw();
  });
  return drawing;
}

async function drawOnce() {
  const person = await whose();
  const items = (await store.itemsOf(person)).reverse();
  const unsent = items.filter(({ state }) => state !== "sent");
  const rows = await Promise.all(unsent.map(unsentRow));
  const old = pictures.splice(
    0,
    pictures.length - rows.filter((row) => !part(row, "picture").hidden).length,
  );
  spot("unsent").replaceChildren(...rows);
  old.forEach((address) => URL.revokeObjectURL(address));
  spot("count").textContent = unsent.length;
  spot("empty").hidden = unsent.length > 0;
  const sent = items.filter(({ state }) => state === "sent");
  spot("sent").replaceChildren(...sent.map(sentRow));
  spot("went").hidden = !sent.length;
  spot("offline").hidden = navigator.onLine;
  const signedOut = !person && personHere() === "" && unsent.length > 0;
  spot("sign-in").hidden = !(
    signedOut || unsent.some(({ problem }) => problem?.code === "signed_out")
  );
  spot("sign-in").querySelector("a").href =
    `${words.signIn}?next=${encodeURIComponent(location.pathname)}`;
  await drawNobodys(person);
  list.hidden = false;
}

// Written before signing in: shown to whoever is here, theirs only when they say so.
async function drawNobodys(person) {
  const nobodys = person && personHere() ? await store.unsent("") : [];
  spot("nobodys").hidden = !nobodys.length;
  spot("titles").replaceChildren(
    ...nobodys.map((item) => {
      const line = document.createElement("li");
      line.className = "item";
      line.textContent = titleOf(item);
      return line;
    }),
  );
  spot("adopt").onclick = () =>
    store
      .adopt(
        nobodys.map(({ key }) => key),
        person,
      )
      .then(() => flush());
  spot("disown").onclick = () => Promise.all(nobodys.map(({ key }) => store.drop(key))).then(draw);
}

for (const name of ["online", "offline", "outbox:changed"]) addEventListener(name, () => draw());
store.onChange(() => draw());
draw().catch(() => {
  list.replaceChildren(
    Object.assign(document.createElement("p"), {
      className: "note",
      textContent: words.unavailable,
    }),
  );
  list.hidden = false;
});
