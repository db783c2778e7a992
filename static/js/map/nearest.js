// The list of issues: "nearest" finds the district the phone is in, here in the browser, and asks
// for what is near the middle of that district: the position itself is never sent.

const form = document.getElementById("filters");
const button = form?.querySelector("[data-near]");
const trouble = form?.querySelector("[data-near-error]");

async function nearest() {
  trouble.hidden = true;
  const { districtAt, locate } = await import("./city.js");
  try {
    const { latitude, longitude } = await locate(button.dataset);
    const answer = await fetch(button.dataset.districts);
    const district = districtAt((await answer.json()).features, latitude, longitude);
    if (!district) throw button.dataset.outside;
    [form.elements.lon.value, form.elements.lat.value] = district.label.map((degrees) =>
      degrees.toFixed(3),
    );
    form.elements.sort.querySelector("[data-nearest]").hidden = false;
    form.elements.sort.value = "nearest";
    form.requestSubmit();
  } catch (sentence) {
    trouble.textContent = typeof sentence === "string" ? sentence : button.dataset.nowhere;
    trouble.hidden = false;
  }
}

if (button) {
  button.addEventListener("click", nearest);
  form.elements.sort.addEventListener("change", () => {
    if (form.elements.sort.value !== "nearest")
      form.elements.lat.value = form.elements.lon.value = "";
  });
}
