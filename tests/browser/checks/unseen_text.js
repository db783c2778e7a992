// What shows words and was not judged before, told apart by all that styles may ask: (seen) =>
// [numbers of the new ones]. They stay in `unseenText`.
(seen) => {
  const known = new Set(seen);
  const looks = new Map();
  const lookOf = (element) => {
    if (!element) return "";
    if (!looks.has(element)) {
      const told = [...element.attributes]
        .filter(({ name }) => /^(class|type|role|open|disabled|checked|aria-|data-)/.test(name))
        .map(({ name, value }) => `${name}=${/^[a-z -]*$/.test(value) ? value : ""}`)
        .sort();
      looks.set(element, [lookOf(element.parentElement), element.localName, ...told].join(" "));
    }
    return looks.get(element);
  };
  const number = (text) => [...text].reduce((sum, c) => (sum * 31 + c.codePointAt()) | 0, 7);
  const showsWords = ({ childNodes }) =>
    [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const fresh = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    if (!showsWords(element) || !element.checkVisibility()) continue;
    const look = number(lookOf(element));
    if (!known.has(look) && !fresh.has(look)) fresh.set(look, element);
  }
  window.unseenText = [...fresh.values()];
  return [...fresh.keys()];
}
