// A solution's details beside the ballot, in a sheet: nobody has to leave what they ticked. What
// can't be fetched is opened as the page it is.

const sheet = document.querySelector("[data-sheet-of-ballot]");
const body = sheet?.querySelector("[data-sheet-body]");

async function show(link) {
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.status);
  const part = new DOMParser().parseFromString(await answer.text(), "text/html");
  body.replaceChildren(...part.body.childNodes);
  sheet.showModal();
  sheet.scrollTop = 0;
  body.querySelector("[data-sheet-title]")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-sheet]");
  if (!link || !sheet?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link).catch(() => location.assign(link.href));
});
// Beside the sheet is back to the ballot.
sheet?.addEventListener("click", ({ target }) => target === sheet && sheet.close());
