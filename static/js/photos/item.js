// One photo in the list of a form: its picture, what is said of it, and its way to the server.
// Markup: templates/photos/_chooser.html.

const LIMIT_MS = 120_000;
const SESSION = `${import.meta.url.split("/static/")[0]}/session`;
let token = document.querySelector("form [name=csrf_token]")?.value ?? "";

/** @param {HTMLElement} item @param {Blob | string} picture a blob, or an address */
export function draw(item, picture) {
  const image = item.querySelector("img");
  if (typeof picture === "string") return void (image.src = picture);
  image.src = URL.createObjectURL(picture);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
}

/** @param {HTMLElement} item @param {number} share sent so far, 0 to 1 */
export function progress(item, share) {
  const percent = Math.round(share * 100);
  item.querySelector("[data-photo-percent]").textContent = percent;
  item.querySelector(".meter rect").setAttribute("width", `${percent}%`);
}

/** Show the parts of a state: words among busy, done, offline, lost, failed, again. */
export function show(item, state) {
  const holder = item.querySelector("[data-photo-state]");
  holder.dataset.photoState = state;
  const words = state.split(" ");
  for (const part of holder.querySelectorAll("[data-on]")) {
    part.toggleAttribute("hidden", !part.dataset.on.split(" ").some((on) => words.includes(on)));
  }
}

/** @returns {string} the state shown */
export const stateOf = (item) => item.querySelector("[data-photo-state]").dataset.photoState;

/** @returns {string} the key the server knows it by; "" before it has it */
export const keyOf = (item) => item.querySelector("[name=photo_keys]").value;

/** The server has it: it goes with the form. */
export function uploaded(item, key) {
  for (const field of item.querySelectorAll("input")) field.disabled = false;
  item.querySelector("[name=photo_keys]").value = key;
  show(item, "done");
}

async function renewToken() {
  const answer = await fetch(SESSION, { cache: "no-store" });
  token = (await answer.json()).token;
}

/**
 * Sends a photo and tells how far it is. XMLHttpRequest, because fetch does not tell how much has
 * been sent.
 * @param {string} address
 * @param {Blob} blob
 * @param {string} name of the file
 * @param {{progress: (share: number) => void, lost: () => void,
 *   answered: (status: number, answer: object | null) => void}} tell lost: the connection is gone
 * @returns {() => void} gives up
 */
export function upload(address, blob, name, tell) {
  const request = new XMLHttpRequest();
  const send = (again) => {
    const body = new FormData();
    body.append("photo", blob, name);
    request.open("POST", address);
    request.responseType = "json";
    request.timeout = LIMIT_MS;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    request.onload = () => {
      // The page's form token is of a session that ended meanwhile.
      if (request.status === 400 && again) renewToken().then(() => send(false), tell.lost);
      else tell.answered(request.status, request.response);
    };
    request.send(body);
  };
  request.upload.onprogress = ({ loaded, total }) => tell.progress(loaded / total);
  request.onerror = request.ontimeout = tell.lost;
  send(true);
  return () => request.abort();
}
