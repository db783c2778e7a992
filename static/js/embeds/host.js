// For a city's own site, at /embed.js: each of our frames gets the height of what it shows, once it
// tells it. Frames without fit=1 in their address are asked again with it. Nothing else of the site
// is read or changed.
{
  const ours = new URL(document.currentScript.src).origin;
  const FRAME = /\/[a-z0-9-]+\/[0-9]+\/embed\/[a-z]+$/;
  const HIGHEST = 20000;

  const resize = ({ origin, source, data }) => {
    const height = data?.civicHeight;
    if (origin !== ours || !Number.isInteger(height) || height < 1 || height > HIGHEST) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== source) continue;
      const isOuter = getComputedStyle(frame).boxSizing === "border-box";
      const borders = isOuter ? frame.offsetHeight - frame.clientHeight : 0;
      frame.style.height = `${height + borders}px`;
    }
  };

  const begin = () => {
    for (const frame of document.querySelectorAll("iframe[src]")) {
      const address = new URL(frame.src, location.href);
      if (address.origin !== ours || !FRAME.test(address.pathname)) continue;
      if (address.searchParams.has("fit")) {
        frame.contentWindow.postMessage({ civicAsks: "height" }, ours);
      } else {
        address.searchParams.set("fit", "1");
        frame.src = address.href;
      }
    }
  };

  addEventListener("message", resize);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
  else begin();
}
