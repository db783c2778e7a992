// Runs on every page: photos as they come into sight.

// Small photos of a list: the browser's own `loading=lazy` begins several screens ahead, which
// costs a phone a list's worth of them. Without script they stand in <noscript>.
const sight = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    sight.unobserve(target);
    target.src = target.dataset.src;
    target.removeAttribute("data-src");
  }
});
const watch = (root) =>
  root.querySelectorAll("img[data-src]").forEach((photo) => sight.observe(photo));
watch(document);
document.addEventListener("htmx:load", (event) => watch(event.target));
