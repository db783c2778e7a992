// The list of issues: "nearest" asks the phone for its place, rounds it to about 100 m and sends
// the filter form. Without it the button stays hidden.

const form = document.getElementById("filters");
const button = form?.querySelector("[data-near]");
const trouble = form?.querySelector("[data-near-error]");

const rounded = (degrees) => degrees.toFixed(3);

function nearest({ coords }) {
  trouble.hidden = true;
  form.elements.lat.value = rounded(coords.latitude);
  form.elements.lon.value = rounded(coords.longitude);
  form.elements.sort.querySelector("[data-nearest]").hidden = false;
  form.elements.sort.value = "nearest";
  form.requestSubmit();
}

function denied() {
  trouble.textContent = trouble.dataset.denied;
  trouble.hidden = false;
}

if (button && "geolocation" in navigator) {
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(nearest, denied, { maximumAge: 60000, timeout: 10000 });
  });
  form.elements.sort.addEventListener("change", () => {
    if (form.elements.sort.value !== "nearest") form.elements.lat.value = form.elements.lon.value = "";
  });
}

// The map page: a district clicked on the map shows its issues beside it.
const page = document.querySelector("[data-map-page]");
page?.addEventListener("map:district", ({ detail }) => {
  const address = new URL(page.dataset.mapPage, location.href);
  address.searchParams.set("district", detail.id);
  window.htmx?.ajax("GET", address.pathname + address.search, { target: "#sheet", swap: "outerHTML" });
});
