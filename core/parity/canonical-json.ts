/**
 * JSON text with sorted keys, so that equal values give equal text. Without recursion: values may nest thousands of levels.
 * `view` says what is written instead of each value, from the outermost to the innermost.
 */
export function canonicalJson(root: unknown, view: (value: unknown) => unknown = asItIs): string {
  const parts: string[] = [];
  const pending: Step[] = [{ value: root }];
  for (let step = pending.pop(); step; step = pending.pop()) {
    if ("text" in step) {
      parts.push(step.text);
      continue;
    }
    const value = view(step.value);
    if (Array.isArray(value)) pushList(value, pending);
    else if (typeof value === "object" && value !== null) pushMap(value as Record<string, unknown>, pending);
    else parts.push(JSON.stringify(value) ?? "null");
  }
  return parts.join("");
}

function asItIs(value: unknown): unknown {
  return value;
}

type Step = { readonly value: unknown } | { readonly text: string };

// The last step pushed is the first one taken: everything is pushed back to front.

function pushList(list: readonly unknown[], pending: Step[]): void {
  pending.push({ text: "]" });
  for (let index = list.length - 1; index >= 0; index--) {
    pending.push({ value: list[index] });
    if (index > 0) pending.push({ text: "," });
  }
  pending.push({ text: "[" });
}

function pushMap(map: Readonly<Record<string, unknown>>, pending: Step[]): void {
  const keys = Object.keys(map).sort();
  pending.push({ text: "}" });
  for (let index = keys.length - 1; index >= 0; index--) {
    const key = keys[index] ?? "";
    pending.push({ value: map[key] }, { text: `${index > 0 ? "," : ""}${JSON.stringify(key)}:` });
  }
  pending.push({ text: "{" });
}
