// Passes an address on by the phone's own menu, or copies it. Without script there is no button.

async function copy(button, url) {
  const words = button.querySelector("span");
  try {
    await navigator.clipboard.writeText(url);
    words.textContent = button.dataset.done;
  } catch {
    words.textContent = url; // to be copied by hand
  }
}

for (const button of document.querySelectorAll("[data-share]")) {
  const url = new URL(button.dataset.share, location.href).href;
  button.hidden = !(navigator.share || navigator.clipboard);
  button.addEventListener("click", async () => {
    if (!navigator.share) return copy(button, url);
    try {
      await navigator.share({ title: button.dataset.title, url });
    } catch (error) {
      if (error.name !== "AbortError") await copy(button, url);
    }
  });
}
