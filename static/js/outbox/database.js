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

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
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
  const transaction = db.transaction(STORES, mode, { durability: "strict" });
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
    if (error?.name === "QuotaExceededError") throw new Full();
    throw error;
  }
}

export const read = (act) => work("readonly", act);
export const write = (act) => work("readwrite", act);
