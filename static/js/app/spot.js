// Words chosen in the text come into the field of what is to be masked. Without this script they
// are typed.

const field = document.querySelector('[name="words"]');
document.querySelector("[data-spot-hint]").hidden = false;
document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  const from = chosen.anchorNode?.parentElement?.closest("[data-spots]");
  const words = chosen.toString().trim();
  if (from?.contains(chosen.focusNode) && words && !words.includes("\n")) field.value = words;
});
