// In a frame whose address says fit=1: tells the page around it how high it is, and nothing else.
{
  const shown = document.querySelector("main");
  const tell = () => {
    const bottom = shown.getBoundingClientRect().bottom + scrollY;
    parent.postMessage({ civicHeight: Math.ceil(bottom) }, "*");
  };
  new ResizeObserver(tell).observe(shown);
  addEventListener("message", tell);
}
