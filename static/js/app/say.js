// A sentence where the person looks: at the button they pressed.

const ALARMS = ["warn", "bad"];

function noteAt(place) {
  const isForm = place.matches("form");
  const existing = isForm
    ? place.querySelector(":scope > [data-said]")
    : place.nextElementSibling?.matches("[data-said]") && place.nextElementSibling;
  if (existing) return existing;
  const note = document.createElement("div");
  note.dataset.said = "";
  const bar = isForm && place.querySelector(":scope > .stick, :scope > [data-send-at]");
  if (bar) bar.before(note);
  else if (isForm) place.append(note);
  else place.after(note);
  return note;
}

function noteOfPage() {
  const note = document.createElement("div");
  note.dataset.said = "";
  document.getElementById("flashes").replaceChildren(note);
  return note;
}

/**
 * Say what became of a send; announced. What failed (warn, bad) takes the focus.
 * @param {Element | null} place the form, or a button that is sent by itself; gone from the page:
 *   said where the page says what happened
 * @param {string} sentence "" takes the last one away
 * @param {"now" | "ok" | "warn" | "bad"} tone
 * @returns {HTMLParagraphElement}
 */
export function sayAt(place, sentence, tone) {
  const note = place?.isConnected ? noteAt(place) : noteOfPage();
  const alarms = ALARMS.includes(tone) && Boolean(sentence);
  note.className = `note ${tone}`;
  note.setAttribute("role", alarms ? "alert" : "status");
  note.hidden = !sentence;
  const line = Object.assign(document.createElement("p"), { textContent: sentence });
  note.replaceChildren(line);
  if (alarms) {
    note.tabIndex = -1;
    note.focus({ preventScroll: true });
  }
  note.scrollIntoView({ block: "nearest" });
  return line;
}

/** Take away what was said of a send before this one. @param {Element | null} place */
export function unsay(place) {
  place?.closest("form")?.querySelector(":scope > [data-said]")?.remove();
  if (place?.nextElementSibling?.matches("[data-said]")) place.nextElementSibling.remove();
}
