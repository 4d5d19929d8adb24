import { type Fields, isFields, isList, type Value } from "./values.ts";

/** Pulumi property paths: `a.b`, `a[0].b`, `tags["a.b"]`. */
export type PathStep = string | number;

const plainKey = /^[A-Za-z_][\w-]*$/;

export function parsePath(path: string): PathStep[] {
  const steps: PathStep[] = [];
  const token = /\.?([^.[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/y;
  while (token.lastIndex < path.length) {
    const match = token.exec(path);
    if (match === null) throw new RangeError(`"${path}" is no property path`);
    const [, name, index, quoted] = match;
    if (index !== undefined) steps.push(Number(index));
    else steps.push(name ?? (quoted ?? "").replaceAll(/\\(.)/g, "$1"));
  }
  return steps;
}

/** The path of a child: `child("a", 0)` is `a[0]`. */
export function child(path: string, step: PathStep): string {
  if (typeof step === "number") return `${path}[${step}]`;
  if (!plainKey.test(step)) return `${path}[${JSON.stringify(step)}]`;
  return path === "" ? step : `${path}.${step}`;
}

export function getPath(value: Value | undefined, steps: readonly PathStep[]): Value | undefined {
  return steps.reduce<Value | undefined>((parent, step) => {
    if (typeof step === "number") return isList(parent) ? parent[step] : undefined;
    return isFields(parent) ? parent[step] : undefined;
  }, value);
}

/** A copy with the value put at the path; missing objects and lists on the way are made. */
export function setPath(fields: Fields, steps: readonly PathStep[], value: Value | undefined): Fields {
  return setStep(fields, steps, value) as Fields;
}

function setStep(parent: Value | undefined, steps: readonly PathStep[], value: Value | undefined): Value | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === "number") {
    const copy = isList(parent) ? [...parent] : [];
    copy[step] = setStep(copy[step], rest, value) ?? null;
    return copy;
  }
  const fields = isFields(parent) ? parent : {};
  return { ...fields, [step]: setStep(fields[step], rest, value) };
}

/** `repositoryId` in Terraform's spelling, `repository_id`: the real providers' messages name attributes that way. */
export function terraformName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `reviewers[0].users` as Terraform writes it: `reviewers.0.users`. */
export function terraformPath(path: string): string {
  return parsePath(path)
    .map((step) => terraformName(String(step)))
    .join(".");
}
