// What this phone keeps until it can be sent: IndexedDB, used by pages and by the service worker.
//   items   {key, person, kind, replaces, url, page, outbox, title, fields, upload, state, problem,
//            tries, next_at, made_at, sent_at, location}; key is the request_key the server knows
//   photos  {id, item, blob, name, alt, key, at}; key once uploaded, at: {lat, lon} if it is known
//   notes   {name, value}: who was here last, the lease of a sender, where reports go
// An item belongs to the person tag of the page it was made on; "" is nobody yet.

import { ask, news, read, write } from "./database.js";

const UNSENT = new Set(["draft", "waiting", "sending", "trouble"]);

/** Calls back when anything changed, in this tab (see tell) or another. @param {() => void} act */
export function onChange(act) {
  news?.addEventListener("message", act);
  globalThis.addEventListener?.("outbox:changed", act);
}

async function deletePhotos({ photos }, key) {
  for (const id of await ask(photos.index("item").getAllKeys(key))) photos.delete(id);
}

async function deleteItem(stores, key) {
  stores.items.delete(key);
  await deletePhotos(stores, key);
}

/** Keep an item; an unsent one of the same person with the same `replaces` makes way. */
export const put = (item) =>
  write(async (stores) => {
    if (item.replaces) {
      for (const old of await ask(stores.items.index("person").getAll(item.person))) {
        const older = old.replaces === item.replaces && old.key !== item.key;
        if (older && UNSENT.has(old.state)) await deleteItem(stores, old.key);
      }
    }
    stores.items.put(item);
  });

/**
 * Keep a draft.
 * @returns {Promise<boolean>} false when it has become more than a draft meanwhile
 */
export const putDraft = (item) =>
  write(async ({ items }) => {
    const before = await ask(items.get(item.key));
    if (before && before.state !== "draft") return false;
    items.put({ ...item, made_at: before?.made_at ?? item.made_at });
    return true;
  });

/** Change an item that is still there, and in one of the states if given. @returns the item, or
 * undefined when it is gone: whoever deleted it meant it. */
export const change = (key, values, states = null) =>
  write(async ({ items }) => {
    const item = await ask(items.get(key));
    if (!item || (states && !states.includes(item.state))) return undefined;
    Object.assign(item, values);
    items.put(item);
    return item;
  });

/** @returns {Promise<object | undefined>} */
export const get = (key) => read(({ items }) => ask(items.get(key)));

/** A person's items, oldest first. @param {string} person tag; "" is nobody yet */
export const itemsOf = (person) =>
  read(async ({ items }) => {
    const rows = await ask(items.index("person").getAll(person));
    return rows.sort((one, other) => one.made_at - other.made_at);
  });

/** How many of a person's items are not sent. */
export const unsent = async (person) =>
  (await itemsOf(person)).filter((item) => UNSENT.has(item.state));

/** Forget an item and its photos. */
export const drop = (key) => write((stores) => deleteItem(stores, key));

/** Forget unsent items of this person that this act makes old. */
export const dropReplaced = (person, replaces) =>
  write(async (stores) => {
    for (const item of await ask(stores.items.index("person").getAll(person))) {
      if (item.replaces === replaces && UNSENT.has(item.state)) await deleteItem(stores, item.key);
    }
  });

/** Forget everything of a person. */
export const dropAll = (person) =>
  write(async (stores) => {
    for (const key of await ask(stores.items.index("person").getAllKeys(person)))
      await deleteItem(stores, key);
  });

/** Nobody's items become this person's. Photos uploaded before were sent as nobody: once more. */
export const adopt = (keys, person) =>
  write(async ({ items, photos }) => {
    for (const key of keys) {
      const item = await ask(items.get(key));
      if (item?.person !== "") continue;
      items.put({ ...item, person });
      for (const photo of await ask(photos.index("item").getAll(key)))
        photos.put({ ...photo, key: "" });
    }
  });

/** What was sent stays as a line with its address; words and photos go. */
export const settle = (key, values) =>
  write(async (stores) => {
    const item = await ask(stores.items.get(key));
    if (!item) return;
    const { person, kind, title, outbox, made_at } = item;
    stores.items.put({ key, person, kind, title, outbox, made_at, state: "sent", ...values });
    await deletePhotos(stores, key);
  });

/** Photos of an item in the order they were taken. */
export const photosOf = (key) =>
  read(async ({ photos }) => {
    const rows = await ask(photos.index("item").getAll(key));
    return rows.sort((one, other) => one.taken_at - other.taken_at);
  });

export const putPhoto = (photo) => write(({ photos }) => ask(photos.put(photo)));
export const dropPhoto = (id) => write(({ photos }) => ask(photos.delete(id)));
/** @returns {Promise<boolean>} whether there is such a photo */
export const changePhoto = (id, values) =>
  write(async ({ photos }) => {
    const photo = await ask(photos.get(id));
    if (photo) photos.put(Object.assign(photo, values));
    return Boolean(photo);
  });

export const note = async (name) => (await read(({ notes }) => ask(notes.get(name))))?.value;
export const setNote = (name, value) => write(({ notes }) => ask(notes.put({ name, value })));

/**
 * This person is on the phone now.
 * @returns {Promise<boolean>} whether theirs or nobody's is unsent
 */
export async function meet(person) {
  await setNote("person", person);
  // App/early.js looks there, before it asks for this.
  localStorage.setItem("outbox-person", person);
  return Boolean((await unsent(person)).length || (await unsent("")).length);
}

/** Hold the lease for so long unless another holds it. @returns {Promise<boolean>} */
export const takeLease = (owner, ms) =>
  write(async ({ notes }) => {
    const lease = (await ask(notes.get("lease")))?.value;
    if (lease && lease.owner !== owner && lease.until > Date.now()) return false;
    notes.put({ name: "lease", value: { owner, until: Date.now() + ms } });
    return true;
  });
