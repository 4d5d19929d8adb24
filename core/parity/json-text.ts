/** The map or list that a text holds as JSON; undefined where it holds none. */
export function parseContainer(text: string): object | undefined {
  // Looked at before parsing: nearly all texts are no JSON.
  if (!/^\s*[{[]/.test(text) || !/[}\]]\s*$/.test(text.slice(-64))) return undefined;
  try {
    const value: unknown = JSON.parse(text);
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
