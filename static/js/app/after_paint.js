// Stands in every page (templates/base.html): brings its scripts, in their order, once what it
// says has been painted. A phone that asks for them earlier paints later.

const { content } = document.getElementById("scripts");
const bring = () => {
  for (const script of content.children) script.async = false;
  document.head.append(content); // nothing is left for a second time
};
new PerformanceObserver(bring).observe({ type: "paint", buffered: true });
// Where no paint is told of: in a tab nobody looks at, by browsers that keep times to themselves.
addEventListener("load", () => setTimeout(bring, 1000));
