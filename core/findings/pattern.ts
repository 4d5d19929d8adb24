/**
 * Whether a pattern matches the whole text: `*` is any run of characters, `?` one, all else literal, case-sensitive.
 * Runs in pattern times text at worst; a regular expression with many stars would not.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let position = 0;
  let index = 0;
  let star = -1;
  let resume = 0;
  while (index < text.length) {
    const wanted = pattern[position];
    if (wanted === "*") {
      star = position++;
      resume = index;
    } else if (wanted !== undefined && (wanted === "?" || wanted === text[index])) {
      position++;
      index++;
    } else if (star >= 0) {
      // Let the last star take one character more.
      position = star + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[position] === "*") position++;
  return position === pattern.length;
}

/** Whether a path pattern matches the path or one above it: `ttl` covers `ttl.enabled` and `ttl[0]`. */
export function coversPath(pattern: string, path: string): boolean {
  if (matchesPattern(pattern, path)) return true;
  for (let end = path.length - 1; end > 0; end--) {
    if ((path[end] === "." || path[end] === "[") && matchesPattern(pattern, path.slice(0, end))) return true;
  }
  return false;
}
