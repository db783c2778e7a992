// 이 기기로 알림 받기: asks for permission only when the button is pressed, and tells the server
// which browser to push to. Without it the page says that this browser can't.

const card = document.querySelector("[data-push]");
const WAIT_MS = 5000;

const show = (state) => {
  for (const line of card.querySelectorAll("[data-state]"))
    line.hidden = line.dataset.state !== state;
  card.querySelector("[data-turn=on]").hidden = !["off", "failed"].includes(state);
  card.querySelector("[data-turn=off]").hidden = state !== "on";
};

const worker = () =>
  Promise.race([
    navigator.serviceWorker.ready,
    new Promise((_, fail) => setTimeout(() => fail(new Error("no service worker")), WAIT_MS)),
  ]);

const send = async (address, told) => {
  const headers = { "X-CSRFToken": card.dataset.token };
  const answer = await fetch(address, { method: "POST", headers, body: new URLSearchParams(told) });
  if (!answer.ok || answer.redirected) throw new Error(`refused: ${answer.status}`);
};

const bytes = (base64url) =>
  Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

async function turnOn() {
  if ((await Notification.requestPermission()) !== "granted") return state();
  const { pushManager } = await worker();
  const options = { userVisibleOnly: true, applicationServerKey: bytes(card.dataset.push) };
  let device;
  try {
    device = await pushManager.subscribe(options);
  } catch (wrong) {
    // Subscribed under an older key of ours: once more, from the beginning.
    if (wrong.name !== "InvalidStateError") throw wrong;
    await (await pushManager.getSubscription())?.unsubscribe();
    device = await pushManager.subscribe(options);
  }
  const { endpoint, keys } = device.toJSON();
  await send(card.dataset.add, { endpoint, p256dh: keys.p256dh, auth: keys.auth });
  return "on";
}

async function turnOff() {
  const device = await (await worker()).pushManager.getSubscription();
  if (device) {
    await send(card.dataset.end, { endpoint: device.endpoint });
    await device.unsubscribe();
  }
  return "off";
}

async function state() {
  if (
    !("serviceWorker" in navigator) ||
    !("PushManager" in window) ||
    !("Notification" in window)
  ) {
    return /iPhone|iPad/.test(navigator.userAgent) && !navigator.standalone ? "home" : "unknown";
  }
  if (Notification.permission === "denied") return "denied";
  if (Notification.permission !== "granted") return "off";
  const device = await (await worker()).pushManager.getSubscription();
  return device && device.endpoint === card.dataset.known ? "on" : "off";
}

const act = (how) =>
  how()
    .catch(() => "failed")
    .then(show);

if (card) {
  card.querySelector("[data-turn=on]").addEventListener("click", () => act(turnOn));
  card.querySelector("[data-turn=off]").addEventListener("click", () => act(turnOff));
  act(state);
}
