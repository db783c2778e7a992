// Which key was pressed, whatever writing is on: a letter by its place on the keyboard where Hangul
// would come of it, and small with caps lock on.

/**
 * @param {KeyboardEvent} event
 * @returns {string} as event.key, of a letter pressed without shift the small Latin one
 */
export function keyOf({ key, code, shiftKey }) {
  if (shiftKey || !code.startsWith("Key")) return key;
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : code.at(-1).toLowerCase();
}
