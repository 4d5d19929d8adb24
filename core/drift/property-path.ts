/** Property paths as providers write them: `attributes[0].name`, `tags["a.b"]`, `tags.a-b`. */

const STEP = /\.?(?:\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+))/y;

/** The keys and indexes from the outermost in. What is no path is one key. */
export function pathSteps(path: string): readonly string[] {
  const steps: string[] = [];
  const pattern = new RegExp(STEP);
  while (pattern.lastIndex < path.length) {
    const [match, quoted, index, key] = pattern.exec(path) ?? [];
    if (match === undefined) return [path];
    steps.push(quoted?.replaceAll(/\\(.)/g, "$1") ?? index ?? key ?? "");
  }
  return steps;
}

/** The top-level property of a path. */
export function rootOf(path: string): string {
  return pathSteps(path)[0] ?? "";
}

/** Whether one path is the other, or leads to it. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [pathSteps(one), pathSteps(other)];
  const shared = Math.min(a.length, b.length);
  return a.slice(0, shared).every((step, index) => step === b[index]);
}
