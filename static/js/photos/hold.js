// A form sent while its photos are still on their way waits for them, and one with photos that will
// not go says so. chooser: that of photos/photos.js. Gives what to call whenever a photo has
// arrived or was given up.

import { sayAt } from "../app/say.js";
import { stateOf } from "./item.js";

export function holdForm(form, chooser) {
  let held = null; // what the form was sent with, or true
  // Before htmx and the browser hear of it.
  form?.addEventListener("submit", (event) => hold(event), { capture: true });

  const onTheirWay = () => [...chooser.busy.values()].some((request) => request !== null);

  // Photos that will not go with the form as it is: refused ones, and unsent ones nobody keeps.
  function refused() {
    return chooser.items().filter((item) => {
      const state = stateOf(item);
      return state.startsWith("failed") || (state !== "done" && !("kept" in chooser.words));
    });
  }

  function hold(event) {
    const waits = onTheirWay();
    const stuck = refused();
    if (!waits && !stuck.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waits) held = event.submitter ?? true;
    sayAt(
      form,
      waits ? chooser.words.waiting : chooser.words.stuck,
      waits ? "now" : "bad",
    );
  }

  return function release() {
    if (!held || onTheirWay()) return;
    const submitter = held === true ? null : held;
    held = null;
    sayAt(form, "", "now");
    form.requestSubmit(submitter);
  };
}
