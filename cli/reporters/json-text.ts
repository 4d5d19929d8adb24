import type { Json } from "../../core/findings/report.ts";

/** Deeper levels stand on one line: their indentation would be longer than they are. */
const INDENTED_LEVELS = 32;

type Container = readonly Json[] | { readonly [key: string]: Json };

interface Frame {
  readonly entries: readonly (readonly [prefix: string, value: Json])[];
  readonly close: string;
  next: number;
}

/**
 * JSON text with sorted keys. Does what JSON.stringify cannot: a value from a state may be nested thousands of levels
 * deep, where its recursion overflows the stack.
 *
 * @param indent spaces a level; 0 for one line
 * @param sortedFrom the first level whose keys are sorted; those above keep their order
 */
export function jsonText(value: Json, indent = 0, sortedFrom = 0): string {
  const out: string[] = [];
  const stack: Frame[] = [];
  const lineBreak = () =>
    indent > 0 && stack.length <= INDENTED_LEVELS ? `\n${" ".repeat(indent * stack.length)}` : "";
  const write = (item: Json) => {
    if (!isContainer(item)) {
      out.push(JSON.stringify(item));
      return;
    }
    out.push(Array.isArray(item) ? "[" : "{");
    stack.push(openFrame(item, stack.length >= sortedFrom, indent > 0 ? ": " : ":"));
  };

  write(value);
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const entry = frame.entries[frame.next];
    if (entry === undefined) {
      stack.pop();
      out.push(frame.entries.length > 0 ? lineBreak() : "", frame.close);
      continue;
    }
    out.push(frame.next > 0 ? "," : "", lineBreak(), entry[0]);
    frame.next += 1;
    write(entry[1]);
  }
  return out.join("");
}

function openFrame(item: Container, sorted: boolean, colon: string): Frame {
  if (Array.isArray(item)) return { entries: item.map((child) => ["", child] as const), close: "]", next: 0 };
  const entries = Object.entries(item);
  if (sorted) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return { entries: entries.map(([key, child]) => [JSON.stringify(key) + colon, child] as const), close: "}", next: 0 };
}

function isContainer(value: Json): value is Container {
  return typeof value === "object" && value !== null;
}
