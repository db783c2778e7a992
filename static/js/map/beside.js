// The map page: a district clicked on the map shows its issues beside it.

const page = document.querySelector("[data-map-page]");
page?.addEventListener("map:district", ({ detail }) => {
  const address = new URL(page.dataset.mapPage, location.href);
  address.searchParams.set("district", detail.id);
  if (!window.htmx)
    location.assign(address); // it has not come, or never will
  else htmx.ajax("GET", address.pathname + address.search, { target: "#sheet", swap: "outerHTML" });
});
page?.addEventListener("htmx:afterSwap", () => {
  if (!page.querySelector("#sheet [data-chosen]"))
    page.querySelector(".map .here")?.classList.remove("here");
});
