// Runs on every page: where text is set larger than usual in a way no media query sees (text zoom,
// a style of the reader's own), bars are laid out as for 큰 글씨; and where hardly a word fits beside
// another, as style sheets do below 17rem.

const LARGE_PX = 20; // of the root; 16 is usual
const PINCHED_REM = 17;
const root = document.documentElement;
const rem = document.createElement("i");
rem.ariaHidden = "true";
rem.className = "rem";
const look = () => {
  const { width } = rem.getBoundingClientRect();
  root.classList.toggle("roomy", width >= LARGE_PX);
  root.classList.toggle("pinched", innerWidth <= PINCHED_REM * width);
};
document.body.append(rem);
new ResizeObserver(look).observe(rem);
addEventListener("resize", look);
