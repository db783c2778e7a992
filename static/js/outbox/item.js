// What a form would send, as an item that can wait (see outbox/store.js).

const NOT_KEPT = new Set(["csrf_token", "person_tag", "kept_form", "photo_keys", "photo_alts"]);

/** A random key, also where crypto.randomUUID is not to be had (plain http). */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The person of this page: a tag, "" for nobody, undefined where the page can't know (offline). */
export const personHere = () =>
  document.querySelector("[data-offline-report]")
    ? undefined
    : document.querySelector("meta[name=person]")?.content;

/** The nearest kind: a button may do another thing than its form. */
export const kindOf = (element) => element.closest("[data-outbox]")?.dataset.outbox;

/** Acts of which only the last counts: the later one makes the earlier one old. */
export function replaces(kind, url) {
  if (kind === "support") return `support ${url.replace(/\/withdraw$/, "")}`;
  if (kind === "vote") return `vote ${url.replace(/\/[^/]*$/, "")}`;
  return kind === "target" || kind === "survey" ? `${kind} ${url}` : null;
}

// Those the server has already: they go with the form even where this phone could not keep them.
const uploadedIn = (form) =>
  [...form.querySelectorAll("[data-photo]")]
    .map((shot) => ({
      id: shot.dataset.photoId,
      key: shot.querySelector("[name=photo_keys]").value,
      alt: shot.querySelector("[name=photo_alts]").value,
    }))
    .filter(({ key }) => key);

/**
 * @param {HTMLFormElement} form
 * @param {{person: string, element?: HTMLElement, url?: string}} act
 *   person: whose it is; element: the button pressed; url: where it leads.
 */
export function itemOf(form, { person, element = form, url = null }) {
  const kind = kindOf(element);
  // Its button stands in other forms too.
  const data = kind === "support" ? [] : [...new FormData(form)];
  const kept = data.filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name));
  const path = new URL(url ?? form.action, location.href).pathname;
  const of = (name) => kept.find(([each]) => each === name)?.[1];
  return {
    key: of("request_key") || newKey(),
    person,
    kind,
    replaces: replaces(kind, path),
    url: path,
    page: location.pathname,
    outbox: document.getElementById("outbox")?.dataset.address ?? "",
    title:
      of("title") ||
      of("body")?.slice(0, 80) ||
      (kind === "report" ? "" : (document.querySelector("h1")?.innerText ?? "")),
    fields: kept.filter(([name]) => name !== "request_key"),
    photos: kind === "report" ? uploadedIn(form) : [],
    upload: form.querySelector("[data-upload]")?.dataset.upload ?? "",
    state: "waiting",
    problem: null,
    tries: 0,
    next_at: 0,
    made_at: Date.now(),
  };
}
