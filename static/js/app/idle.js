// Work that may wait until the page has nothing else to do.

const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 1));

/** Calls act once the page has loaded and is idle. @param {() => void} act */
export function whenIdle(act) {
  if (document.readyState === "complete") idle(act);
  else addEventListener("load", () => idle(act), { once: true });
}
