// While a form goes up: how far it is, then that the server reads it. Without this, and without
// htmx, the form is sent as plainly as ever, and the server says what is too large.

import { sayAt } from "../app/say.js";

// htmx tells the same of the answer as it comes back: by then the bar counts no more.
document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  if (!target.dataset?.reading || !detail.lengthComputable) return;
  const bar = target.querySelector("progress") ?? begin(target);
  if (!bar.hasAttribute("value")) return;
  bar.value = detail.loaded / detail.total;
  if (detail.loaded === detail.total) read(target);
});

// A file that is too large is said once it is chosen, and is not sent.
document.addEventListener("change", ({ target }) => {
  const limits = target.form?.dataset;
  if (target.type !== "file" || !limits?.tooLarge) return;
  const isLarge = [...target.files].some(({ size }) => size > limits.most * 1_000_000);
  const sentence = isLarge ? limits.tooLarge : "";
  target.setCustomValidity(sentence);
  sayAt(target, sentence, "bad");
});

function begin(form) {
  return withBar(sayAt(form, form.dataset.sending, "now"), { value: 0 });
}

function read(form) {
  withBar(sayAt(form, form.dataset.reading, "now"), {});
}

function withBar(line, values) {
  const bar = Object.assign(document.createElement("progress"), values);
  line.classList.add("grow");
  bar.setAttribute("aria-label", line.textContent);
  line.append(bar);
  return bar;
}
