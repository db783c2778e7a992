// Remarks on the plan: the words selected in a paragraph become the quote of its form, and a tap on
// a row of a table chooses that row. Without script the quote is typed and the row is picked from a
// list.

const LONGEST = 400;
// { block, text } of the last selection; a tap on a phone ends the selection itself.
let chosen = null;

const blockOf = (node) =>
  (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[id^='p-']");

// Selected words as the sentence has them: no mark in front, no numbers of remarks, single spaces.
function selected(range) {
  const part = range.cloneContents();
  part.querySelectorAll(".ref, details").forEach((each) => each.remove());
  return part.textContent
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^[□○※-]\s/, "");
}

function choose() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const block = blockOf(range.startContainer);
  if (
    !block ||
    block !== blockOf(range.endContainer) ||
    range.startContainer.parentElement.closest("form")
  )
    return;
  const text = selected(range);
  chosen = text && text.length <= LONGEST ? { block, text } : null;
}

function quote(form) {
  if (!form.open || chosen?.block !== form.closest("[id^='p-']")) return;
  form.querySelector("[name=quote]").value = chosen.text;
  chosen = null;
}

choose(); // what was selected, and opened, before this came
document.addEventListener("selectionchange", choose);
for (const form of document.querySelectorAll("[data-remark]")) {
  quote(form);
  form.addEventListener("toggle", () => quote(form));
}

for (const row of document.querySelectorAll("[data-row]")) {
  row.addEventListener("click", (event) => {
    if (event.target.closest("button, a") || !document.getSelection().isCollapsed) return;
    const form = row.closest("[id^='p-']").querySelector("[data-remark]");
    form.open = true;
    form.querySelector("[name=row]").value = row.dataset.row;
    form.querySelector("[name=body]").focus();
  });
}
