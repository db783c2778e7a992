// Finding a place by its address, for the picker of map/place.js: its button opens a line to write
// in, and what the server finds is chosen on the map.

export function searchAddress(picker) {
  const field = picker.part("address");
  picker.on("search", toggle);
  picker.on("find", find);
  field?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // would send the form
    find();
  });

  function toggle() {
    const panel = document.getElementById("place-search");
    panel.hidden = !panel.hidden;
    picker.part("search").setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.hidden) field.focus();
  }

  async function find() {
    const address = new URL(picker.words.find, location.href);
    address.searchParams.set("q", field.value);
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(
      () => null,
    );
    const place = await answer?.json().catch(() => null);
    if (answer?.ok && place) picker.choose(place.lat, place.lon, { close: true });
    else picker.say(place?.error ?? picker.words.unfindable);
  }
}
