/** More digits than a JavaScript number can tell apart. */
const LONG_DIGITS = /\d{16}/;
/**
 * A string, or a number with so many digits outside of strings. A string that nothing ends is one, too: else it would be looked
 * for again from each quotation mark in it.
 */
const STRING_OR_LONG_NUMBER = /("[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$))|-?\d{16,}(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** The map or list that a text holds as JSON; undefined where it holds none. */
export function parseContainer(text: string): object | undefined {
  // Looked at before parsing: nearly all texts are no JSON.
  if (!/^\s*[{[]/.test(text) || !/[}\]]\s*$/.test(text.slice(-64))) return undefined;
  try {
    const value: unknown = JSON.parse(LONG_DIGITS.test(text) ? quoteLongNumbers(text) : text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The value of a JSON text; the text itself where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Identifiers of 17 and more digits would be rounded, and two of them taken for equal. */
function quoteLongNumbers(text: string): string {
  return text.replaceAll(STRING_OR_LONG_NUMBER, (match, string?: string) => string ?? `"number ${match}"`);
}
