// The report form of the page without a connection: the phone remembers where reports go and the
// names of the districts from the last visit (report/draft.js). Loaded by report/draft.js there.
// Markup: templates/outbox/_offline_report.html.

import { note } from "../outbox/store.js";
import { newKey } from "../outbox/item.js";

const root = document.querySelector("[data-offline-report]");
const form = root.querySelector("form");
const known = await note("report").catch(() => null);

function fillIn({ url, districts, upload }) {
  form.action = url;
  form.elements.request_key.value = newKey();
  form.querySelector("[data-photo-chooser]").dataset.upload = upload;
  form.elements.district_id.replaceChildren(
    ...districts.map(([value, text]) => new Option(text, value)),
  );
  form.hidden = false;
}

function place() {
  const holder = form.querySelector("[data-here]");
  const find = holder.querySelector("[data-here-find]");
  const clear = holder.querySelector("[data-here-clear]");
  const set = (lat, lon, sentence) => {
    form.elements.lat.value = lat;
    form.elements.lon.value = lon;
    clear.hidden = lat === "";
    holder.querySelector("[data-here-says]").textContent = sentence;
    form.dispatchEvent(new Event("change"));
  };
  const placed = ({ coords }) =>
    set(coords.latitude.toFixed(6), coords.longitude.toFixed(6), holder.dataset.chosen);
  const denied = () => set("", "", holder.dataset.denied);
  const options = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 };
  find.addEventListener("click", () =>
    navigator.geolocation
      ? navigator.geolocation.getCurrentPosition(placed, denied, options)
      : denied(),
  );
  clear.addEventListener("click", () => set("", "", holder.dataset.cleared));
}

if (known) {
  fillIn(known);
  place();
} else root.querySelector("[data-offline-unknown]").hidden = false;
