// A participation code that came behind the # of an address: it goes into the field, and out of
// the address. Whoever has to sign in first keeps it in this tab until then.

const KEPT = "card-code";
const given = new URLSearchParams(location.hash.slice(1)).get("code");
if (given) {
  sessionStorage.setItem(KEPT, given.slice(0, 40));
  history.replaceState(null, "", location.pathname + location.search);
}

const field = document.querySelector("[data-card-code]");
const code = sessionStorage.getItem(KEPT);
if (field && code) {
  field.value ||= code;
  sessionStorage.removeItem(KEPT);
}
