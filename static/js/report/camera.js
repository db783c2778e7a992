// A photo taken before its report is begun: kept on this phone as a draft.

import * as store from "../outbox/store.js";
import { newKey, personHere } from "../outbox/item.js";
import { positionIn } from "../photos/position.js";
import { shrink } from "../photos/resize.js";

/**
 * @param {HTMLAnchorElement} link to the report form, with data-report and data-upload
 * @param {File} file
 * @returns {Promise<string>} the draft's key, for ?outbox=
 */
export async function keep(link, file) {
  const [at, { blob }] = await Promise.all([positionIn(file), shrink(file)]);
  const [key, id, now] = [newKey(), newKey(), Date.now()];
  const outbox = document.getElementById("outbox").dataset.address;
  const paths = {
    url: link.dataset.report,
    page: link.pathname,
    upload: link.dataset.upload,
    outbox,
  };
  const draft = {
    key,
    person: personHere() ?? "",
    kind: "report",
    replaces: null,
    title: "",
    fields: [],
    state: "draft",
  };
  await store.putPhoto({
    id,
    item: key,
    blob,
    name: "photo.jpg",
    alt: "",
    key: "",
    at,
    fresh: true,
    taken_at: now,
  });
  await store.putDraft({ ...draft, ...paths, problem: null, tries: 0, next_at: 0, made_at: now });
  return key;
}
