// What was chosen, once more before it is sent, in a sheet over the ballot. Without it the same
// button leads to a page that shows the same.

const form = document.querySelector("form[data-ballot]");
const sheet = form.querySelector("[data-look-over]");
const part = (name) => form.querySelector(`[data-${name}]`);

const line = ({ title, cost }) => {
  const item = document.createElement("li");
  const name = Object.assign(document.createElement("strong"), { textContent: title });
  const money = Object.assign(document.createElement("span"), { textContent: cost });
  money.className = "num small";
  item.className = "row apart";
  item.append(name, money);
  return item;
};

// choices: [{title, cost}] as they stand on the page, in their order.
export function lookOver(choices, sum) {
  part("nothing").hidden = choices.length > 0;
  if (!choices.length) return;
  part("look-over-list").replaceChildren(...choices.map(line));
  part("look-over-sum").textContent = sum;
  part("look-over-sum").hidden = !sum;
  sheet.showModal();
  sheet.querySelector("h2").focus();
}

export const close = () => sheet?.open && sheet.close();

part("look-over-close")?.addEventListener("click", close);
sheet?.addEventListener("click", ({ target }) => target === sheet && sheet.close());
