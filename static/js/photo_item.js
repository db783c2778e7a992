// One photo in the list of a form: its picture and what is said of it. Markup: templates/photos/_chooser.html.

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

/** Show the parts of a state: words among busy, done, offline, failed, again. */
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
