// Runs on every page: a picture that can't be had is a plain ground, never a broken icon. Its words
// stay for who can't see.

// A 1 × 1 see-through GIF.
const NOTHING = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

function hide(image) {
  if (image.classList.contains("gone")) return;
  image.classList.add("gone");
  image.removeAttribute("srcset");
  image.src = NOTHING;
}

// What failed before this ran is whole, and has no width.
for (const image of document.images)
  if (image.complete && image.getAttribute("src") && !image.naturalWidth) hide(image);
// These errors do not bubble.
addEventListener("error", ({ target }) => target instanceof HTMLImageElement && hide(target), {
  capture: true,
});
