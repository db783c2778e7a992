// The picker of map/place.js once it is wanted: the live map, the pin, and what is said of them.

import { cityMap, districtAt, drawDistricts, fill, locate } from "./city.js";
import { whenLeaflet } from "./library.js";
import { searchAddress } from "./place_address.js";
import { isInside } from "./place_inside.js";

const NUDGE = { left: [-8, 0], up: [0, -8], down: [0, 8], right: [8, 0] }; // pixels
const CLOSE = 16; // zoom at which a street corner can be told, on tiles
const AROUND = 13; // without ground: the district's borders stay in sight
const ROUGH_M = 100;
const PIN =
  '<svg viewBox="-12 -28 24 30" width="40" height="50" aria-hidden="true">' +
  '<path d="M0 0S-9-8-9-15a9 9 0 0 1 18 0C9-8 0 0 0 0z"/><circle cy="-15" r="3.2"/></svg>';

class Picker {
  constructor(L, root, early) {
    this.L = L;
    this.root = root;
    this.words = root.dataset;
    this.lat = root.querySelector("[name=lat]");
    this.lon = root.querySelector("[name=lon]");
    this.features = [];
    this.close = this.words.tiles || this.words.ground ? CLOSE : AROUND;
    this.map = cityMap(L, this.part("map"), this.words);
    drawDistricts(L, this.map, this.words.districts).then((features) => {
      this.features = features;
      this.nameDistrict();
    });
    this.listen();
    if (this.lat.value && this.lon.value) this.restore();
    else if (early === "ask") this.ask();
    else if (early) this.suggest(early.lat, early.lon);
    else this.say(this.words.empty);
  }

  restore() {
    if (this.lat.value && this.lon.value)
      this.choose(+this.lat.value, +this.lon.value, { quiet: true, close: true });
  }

  part(name) {
    return this.root.querySelector(`[data-place-${name}]`);
  }

  on(name, act) {
    this.part(name)?.addEventListener("click", act);
  }

  listen() {
    this.map.on("click", ({ latlng }) => this.choose(latlng.lat, latlng.lng));
    this.part("map").addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== this.part("map")) return;
      event.preventDefault();
      const { lat, lng } = this.map.getCenter();
      this.choose(lat, lng);
    });
    this.on("here", () => this.here());
    this.on("yes", () => this.choose(this.pin.getLatLng().lat, this.pin.getLatLng().lng));
    this.on("no", () => this.letMove());
    this.on("clear", () => this.clear());
    searchAddress(this);
    for (const button of this.root.querySelectorAll("[data-place-nudge]")) {
      button.addEventListener("click", () => this.nudge(...NUDGE[button.dataset.placeNudge]));
    }
    document.addEventListener("place:suggest", ({ detail }) =>
      this.suggest(detail.lat, detail.lon),
    );
    document.addEventListener("place:ask", () => this.ask());
    this.root.addEventListener("place:clear", () => this.clear());
    this.root.addEventListener("place:restore", () => this.restore());
  }

  // The person's own act: the only thing that fills the inputs.
  choose(lat, lon, { quiet = false, close = false, sentence = this.words.chosen } = {}) {
    if (!this.inside(lat, lon)) return this.say(this.words.outside);
    this.show(lat, lon, "sure");
    if (close) this.map.setView([lat, lon], Math.max(this.map.getZoom(), this.close));
    this.lat.value = lat.toFixed(6);
    this.lon.value = lon.toFixed(6);
    this.step({ fine: true });
    this.say(sentence);
    if (!quiet) this.changed();
  }

  // Shown, not chosen; a place chosen or suggested before is left alone.
  suggest(lat, lon, { sentence = this.words.suggested, outside = this.words.photoOutside } = {}) {
    if (this.pin || !this.root.isConnected) return;
    if (!this.inside(lat, lon)) return this.say(outside);
    this.show(lat, lon, "maybe");
    this.map.setView([lat, lon], this.close);
    this.step({ confirm: true });
    this.say(sentence);
    this.root.dispatchEvent(
      new CustomEvent("place:suggested", { bubbles: true, detail: { lat, lon } }),
    );
  }

  // A photo just taken that does not say where: the phone knows, if the person lets it.
  async ask() {
    if (this.pin) return;
    try {
      const { latitude, longitude } = await locate(this.words);
      this.suggest(latitude, longitude, {
        sentence: this.words.suggestedHere,
        outside: this.words.outside,
      });
    } catch (sentence) {
      if (!this.pin) this.say(sentence);
    }
  }

  letMove() {
    this.step({});
    this.say(this.words.move);
    this.part("map").focus();
  }

  clear() {
    this.pin?.remove();
    this.pin = null;
    this.lat.value = this.lon.value = "";
    this.step({});
    this.say(this.words.empty);
    this.nameDistrict();
    this.changed();
  }

  nudge(dx, dy) {
    const point = this.map.latLngToLayerPoint(this.pin.getLatLng());
    const { lat, lng } = this.map.layerPointToLatLng(point.add([dx, dy]));
    this.choose(lat, lng);
    this.map.panInside([lat, lng], { padding: [40, 60] });
  }

  async here() {
    const button = this.part("here");
    button.disabled = true;
    try {
      const { latitude, longitude, accuracy } = await locate(this.words);
      const rough = accuracy > ROUGH_M;
      const sentence = rough
        ? fill(this.words.rough, { m: Math.round(accuracy / 50) * 50 })
        : undefined;
      this.choose(latitude, longitude, { close: true, sentence });
    } catch (sentence) {
      this.say(sentence);
    }
    button.disabled = false;
  }

  show(lat, lon, state) {
    this.pin?.remove();
    const icon = this.L.divIcon({
      className: `issue-pin ${state}`,
      html: PIN,
      iconSize: [40, 50],
      iconAnchor: [20, 47],
    });
    this.pin = this.L.marker([lat, lon], {
      icon,
      draggable: state === "sure",
      autoPan: true,
      keyboard: false,
    });
    this.pin.on("dragend", () => this.choose(this.pin.getLatLng().lat, this.pin.getLatLng().lng));
    this.pin.addTo(this.map);
    this.nameDistrict();
  }

  nameDistrict() {
    const at = this.pin?.getLatLng();
    this.part("district").textContent =
      (at && districtAt(this.features, at.lat, at.lng)?.name) ?? "";
  }

  step({ confirm = false, fine = false }) {
    this.part("confirm").hidden = !confirm;
    this.part("fine").hidden = !fine;
  }

  inside(lat, lon) {
    return isInside(lat, lon, this.words.bounds.split(",").map(Number), this.features);
  }

  say(sentence) {
    this.part("says").textContent = sentence ?? "";
  }

  changed() {
    this.lon.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// early: what a photo said before the map was there: {lat, lon}, "ask" or null.
export const open = (element, early) => whenLeaflet((L) => new Picker(L, element, early()));
