// Runs on every page: where text is set larger than usual in a way no media query sees (text zoom,
// a style of the reader's own), bars are laid out as for 큰 글씨.

const LARGE_PX = 20; // of the root; 16 is usual
const root = document.documentElement;
const rem = document.createElement("i");
rem.ariaHidden = "true";
rem.className = "rem";
const look = () => root.classList.toggle("roomy", rem.getBoundingClientRect().width >= LARGE_PX);
document.body.append(rem);
new ResizeObserver(look).observe(rem);
