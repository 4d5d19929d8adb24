/** Where something stands in the configuration: map keys and list indexes from the top. */
export type ConfigPath = readonly (string | number)[];

/** `["parity", "allow", 0, "reason"]` as `parity.allow[0].reason`; a key with other than word characters is quoted in brackets. */
export function formatPath(path: ConfigPath): string {
  return path.map(formatSegment).join("").replace(/^\./, "");
}

/** The value at a path of plain data, undefined where the path leads nowhere. Reads own keys only. */
export function valueAt(data: unknown, path: ConfigPath): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

function formatSegment(segment: string | number): string {
  if (typeof segment === "number") return `[${segment}]`;
  return /^[\w:-]+$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
}
