// A form that a passkey fills in: its data-passkey says what the browser is asked. Without script,
// or in a browser that knows no passkeys, what is marked data-needs-passkey stays hidden.
import { sayAt } from "./say.js";

const fromBase64 = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const toBase64 = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** Options as they came, in JSON → as browsers take them. */
function read({ challenge, user, ...options }) {
  const known = (list) => list?.map((each) => ({ ...each, id: fromBase64(each.id) }));
  return {
    ...options,
    challenge: fromBase64(challenge),
    ...(user && { user: { ...user, id: fromBase64(user.id) } }),
    allowCredentials: known(options.allowCredentials),
    excludeCredentials: known(options.excludeCredentials),
  };
}

/** A credential → the JSON that the server reads. */
function written({ id, rawId, type, response }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"];
  const given = [...parts, "userHandle"].filter((name) => response[name]);
  const encoded = given.map((name) => [name, toBase64(response[name])]);
  const whole = { id, rawId: toBase64(rawId), type, response: Object.fromEntries(encoded) };
  return JSON.stringify(whole);
}

/** Why the browser gave none, in the words that the form brings. */
function reason(error, form) {
  if (error.name === "InvalidStateError") return form.dataset.known;
  return error.name === "NotAllowedError" ? form.dataset.stopped : form.dataset.failed;
}

async function fillIn(form, button) {
  const publicKey = read(JSON.parse(form.dataset.passkey));
  const ask = publicKey.user ? "create" : "get";
  button.disabled = true;
  try {
    const credential = await navigator.credentials[ask]({ publicKey });
    form.elements.passkey.value = written(credential);
  } catch (error) {
    sayAt(form, reason(error, form), "warn");
    return;
  } finally {
    button.disabled = false;
  }
  form.noValidate = true; // nothing has to be typed any more
  form.requestSubmit(button);
}

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-passkey]")) part.hidden = false;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button:not([type=button])");
      const typed = form.elements.code?.value.trim();
      if (!button || typed || form.elements.passkey.value) return;
      event.preventDefault();
      if (!form.elements.name || form.reportValidity()) fillIn(form, button);
    });
  }
}
