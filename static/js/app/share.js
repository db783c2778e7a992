// Passes an address on by the phone's own menu, or copies it. Without script there is no button.

for (const button of document.querySelectorAll("[data-share]")) {
  const words = button.querySelector("span");
  const url = new URL(button.dataset.share, location.href).href;
  button.hidden = !(navigator.share || navigator.clipboard);
  button.addEventListener("click", async () => {
    if (navigator.share) {
      await navigator.share({ title: button.dataset.title, url }).catch(() => {});
      return;
    }
    await navigator.clipboard.writeText(url);
    words.textContent = button.dataset.done;
  });
}
