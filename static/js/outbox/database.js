// The phone's own database for the outbox: opening it, and transactions. What is kept: store.js.

const NAME = "outbox";
const VERSION = 1;
const STORES = ["items", "photos", "notes"];
/** Where other tabs hear that something changed. */
export const news = globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : null;

/** Nothing can be kept here: private mode, a blocked database, or no IndexedDB. */
export class Unavailable extends Error {}
/** There is no room left on this phone. */
export class Full extends Error {}

const PATIENCE_MS = 5000; // some browsers never answer once their database has gone wrong
let opened = null;

// A page that the Back button can bring back is kept as it stands. In WebKit a transaction it had
// begun would stand as well, and with it whatever any other page keeps or reads: it gives way when
// the page is left, and is done anew when the page is shown again.
const underWay = new Set();
const gaveWay = new WeakSet();
let shown = null;

globalThis.addEventListener("pagehide", ({ persisted }) => {
  if (!persisted) return;
  shown = new Promise((back) => addEventListener("pageshow", back, { once: true }));
  for (const transaction of underWay) {
    gaveWay.add(transaction);
    try {
      transaction.abort();
    } catch {
      // it has just ended
    }
  }
});

function follow(transaction) {
  underWay.add(transaction);
  const ended = () => underWay.delete(transaction);
  for (const name of ["complete", "abort"]) transaction.addEventListener(name, ended);
}

function open() {
  opened ??= new Promise((resolve, reject) => {
    setTimeout(() => reject(new Unavailable("late")), PATIENCE_MS);
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
      follow(request.transaction);
      db.createObjectStore("items", { keyPath: "key" }).createIndex("person", "person");
      db.createObjectStore("photos", { keyPath: "id" }).createIndex("item", "item");
      db.createObjectStore("notes", { keyPath: "name" });
    };
    // Another tab holds an older version open; it lets go when it is asked to (onversionchange).
    request.onblocked = () => reject(new Unavailable("blocked"));
    request.onerror = () => reject(new Unavailable(request.error?.name));
    request.onsuccess = () => {
      const forget = () => (opened = null);
      request.result.onversionchange = () => forget(request.result.close());
      request.result.onclose = forget;
      resolve(request.result);
    };
  }).catch((error) => {
    opened = null;
    throw error instanceof Unavailable ? error : new Unavailable(error?.name);
  });
  return opened;
}

/** The answer of a request to the database. @param {IDBRequest} request */
export const ask = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// One transaction; act gets the stores and may await ask() only.
async function work(mode, act) {
  const db = await open();
  await shown;
  const transaction = db.transaction(STORES, mode, { durability: "strict" });
  follow(transaction);
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const stores = Object.fromEntries(STORES.map((name) => [name, transaction.objectStore(name)]));
  try {
    const result = await act(stores);
    await done;
    if (mode === "readwrite") news?.postMessage("changed");
    return result;
  } catch (error) {
    done.catch(() => {});
    if (gaveWay.has(transaction)) return work(mode, act);
    if (error?.name === "QuotaExceededError") throw new Full();
    throw error;
  }
}

export const read = (act) => work("readonly", act);
export const write = (act) => work("readwrite", act);
