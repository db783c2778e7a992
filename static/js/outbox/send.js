// Sends what waits, from a page or from the service worker: each item by one sender at a time, and
// once on the server, which knows it by its request_key.

import * as store from "./store.js";

const SESSION = `${import.meta.url.split("/static/")[0]}/session`;
const POST_MS = 60_000;
const PHOTO_MS = 180_000;
const LEASE_MS = PHOTO_MS + 20_000;
const MOST_TRIES = 8; // answers of a server in trouble, before a person is asked to look
const LONGEST_WAIT_MS = 30 * 60_000;
const KEPT_SENT_MS = 7 * 86_400_000;
const me = Math.random().toString(36).slice(2);

/** The connection, the server or the sign-in is not there now. code: offline, busy, signed_out. */
class Later extends Error {
  constructor(code, wait = 0) {
    super(code);
    this.code = code;
    this.wait = wait;
  }
}

/** The server looked and said no. problem: {status, words, fields, answer: all it said}. */
class Refused extends Error {
  constructor(status, answer = {}) {
    const { error = "", fields = {}, missing_photos = [] } = answer;
    super(error);
    this.problem = { code: "refused", status, words: error, fields, answer };
    this.missing = missing_photos;
  }
}

/**
 * Send what waits, one after the other.
 * @param {{only?: string, confirmed?: boolean}} options only: key of one item, sent at once even
 *   when it was told to wait; confirmed: do not ask again about similar reports.
 * @returns {Promise<{sent: number, left: number}>} left: items that still wait for the network.
 */
export async function sendAll({ only = null, confirmed = true } = {}) {
  return alone(async () => {
    const outcome = { sent: 0, left: 0 };
    const person = only ? (await store.get(only))?.person : await store.note("person");
    if (!person) return outcome;
    const due = await dueItems(person, only);
    if (!due.length) return outcome;
    try {
      for (const item of due) outcome.sent += await sendOne(item, confirmed);
    } catch (error) {
      if (!(error instanceof Later)) throw error;
    }
    outcome.left = (await store.unsent(person)).filter(({ state }) => state === "waiting").length;
    return outcome;
  });
}

async function dueItems(person, only) {
  const items = await store.itemsOf(person);
  for (const old of items) {
    if (old.state === "sent" && old.sent_at < Date.now() - KEPT_SENT_MS) await store.drop(old.key);
  }
  // Under the lock nobody else is sending: "sending" was cut off.
  const ready = items.filter(({ state }) => state === "waiting" || state === "sending");
  return ready.filter((item) => (only ? item.key === only : (item.next_at ?? 0) <= Date.now()));
}

// Without the lock two tabs and the worker would send the same item at the same time.
async function alone(act) {
  if (navigator.locks) return navigator.locks.request("outbox", act);
  while (!(await store.takeLease(me, LEASE_MS)))
    await new Promise((resolve) => setTimeout(resolve, 500));
  try {
    return await act();
  } finally {
    await store.takeLease(me, 0);
  }
}

async function sendOne({ key }, confirmed) {
  const item = await store.change(key, { state: "sending", problem: null }, ["waiting", "sending"]);
  if (!item) return 0;
  try {
    const session = await whoIsHere(item.person);
    const location = await sendWhole(item, session, confirmed);
    await store.settle(key, { location, sent_at: Date.now() });
    return 1;
  } catch (error) {
    if (error instanceof Refused) {
      await store.change(key, { state: "trouble", problem: error.problem });
      return 0;
    }
    if (!(error instanceof Later)) throw error;
    await putOff(item, error);
    throw error;
  }
}

async function putOff(item, { code, wait, message }) {
  const tries = (item.tries ?? 0) + (code === "busy");
  const pause = wait || Math.min(2 ** tries * 5000, LONGEST_WAIT_MS);
  const next_at = code === "busy" ? Date.now() + pause : 0;
  const state = tries > MOST_TRIES ? "trouble" : "waiting";
  const problem = { code: state === "trouble" ? "gave_up" : message };
  await store.change(item.key, { state, tries: state === "trouble" ? 0 : tries, next_at, problem });
}

// Form tokens belong to a session, and sessions to people: asked anew before each item.
async function whoIsHere(person) {
  const { status, body, wait } = await ask(SESSION, { cache: "no-store" }, POST_MS);
  if (status !== 200) throw new Later("busy", wait);
  if (body.person !== person) throw new Later("signed_out");
  return { "X-CSRFToken": body.token, "Outbox-Person": person };
}

// What this phone kept, each by the key the form knows it has, and what only the form knows.
function together(kept, known) {
  const keyOf = new Map(known.map(({ id, key }) => [id, key]));
  const ids = new Set(kept.map(({ id }) => id));
  return [
    ...kept.map((photo) => ({ ...photo, key: photo.key || keyOf.get(photo.id) || "" })),
    ...known.filter(({ id }) => !ids.has(id)),
  ];
}

// gone: keys of photos that were uploaded long ago and swept; those that are kept go once more.
async function sendWhole(item, headers, confirmed, gone = []) {
  const form = new FormData();
  for (const [name, value] of item.fields) form.append(name, value);
  if (confirmed && item.kind === "report") form.set("confirmed", "1");
  const known = (item.photos ?? []).filter(({ key }) => !gone.includes(key));
  const photos = together(await store.photosOf(item.key), known);
  for (const photo of photos) {
    form.append("photo_keys", photo.key || (await upload(item, photo, headers)));
    form.append("photo_alts", photo.alt ?? "");
  }
  try {
    const { location } = await post(
      item.url,
      form,
      { ...headers, "Idempotency-Key": item.key },
      POST_MS,
    );
    if (!location) throw new Later("offline"); // not our server: a sign-in page of a public Wi-Fi
    return location;
  } catch (error) {
    const lost = photos.filter(({ key, blob }) => blob && error.missing?.includes(key));
    if (gone.length || !lost.length) throw error;
    for (const { id } of lost) await store.changePhoto(id, { key: "" });
    return sendWhole(item, headers, confirmed, error.missing);
  }
}

async function upload(item, photo, headers) {
  const form = new FormData();
  form.append("photo", photo.blob, photo.name || "photo.jpg");
  try {
    const { key } = await post(item.upload, form, headers, PHOTO_MS);
    if (!key) throw new Later("offline");
    await store.changePhoto(photo.id, { key });
    return key;
  } catch (error) {
    if (error instanceof Refused)
      error.problem = { ...error.problem, code: "photo", photo: photo.id };
    throw error;
  }
}

async function post(address, body, headers, limit) {
  const answer = await ask(address, { method: "POST", body, headers }, limit);
  if (answer.status < 300) return answer.body;
  if (answer.status === 401) throw new Later("signed_out");
  // 400: the session was renewed between asking for the token and using it.
  if (answer.status === 400 || answer.status === 429 || answer.status >= 500)
    throw new Later("busy", answer.wait);
  throw new Refused(answer.status, answer.body);
}

async function ask(address, options, limit) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limit);
  try {
    const headers = { Accept: "application/json", ...options.headers };
    const answer = await fetch(address, {
      ...options,
      headers,
      signal: stop.signal,
      credentials: "same-origin",
    });
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    const body = isJson ? await answer.json() : {};
    return { status: answer.status, body, wait: seconds(answer.headers.get("Retry-After")) * 1000 };
  } catch {
    throw new Later("offline");
  } finally {
    clearTimeout(timer);
  }
}

// Retry-After is seconds or a date.
function seconds(text) {
  if (!text) return 0;
  const later = Number(text) || (Date.parse(text) - Date.now()) / 1000;
  return Math.max(0, later || 0);
}
