// What the page without a connection needs to take a report: where it goes, and the names of the
// districts. Learned from the report's form, or for it from a page that leads there.

import * as store from "../outbox/store.js";

/** @param {HTMLFormElement} form  @param {string} page its address  @param {string} outbox */
export function learn(form, page, outbox) {
  const districts = [...(form.elements.district_id?.options ?? [])].map(({ value, text }) => [
    value,
    text,
  ]);
  const { upload } = form.querySelector("[data-photo-chooser]").dataset;
  const url = new URL(form.getAttribute("action"), location.href).pathname;
  return store.setNote("report", { url, page, upload, outbox, districts });
}

/** Asks for the form behind a link, once on this phone. @param {HTMLAnchorElement} link */
export async function learnBehind(link) {
  const known = await store.note("report");
  if (known?.page === link.pathname) return;
  const answer = await fetch(link.href);
  const form = new DOMParser()
    .parseFromString(await answer.text(), "text/html")
    .querySelector("form[data-outbox=report]");
  if (form) await learn(form, link.pathname, document.getElementById("outbox").dataset.address);
}
