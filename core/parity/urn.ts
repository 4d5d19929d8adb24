/** Pulumi's URNs: `urn:pulumi:<stack>::<project>::<type chain>::<logical name>`. */
export interface Urn {
  readonly stack: string;
  /** Types from the outermost parent to the resource itself, joined by `$`. */
  readonly chain: string;
  readonly type: string;
  /** Logical name; may itself hold `::`. */
  readonly name: string;
}

const PREFIX = "urn:pulumi:";

/** null where the text is no URN. */
export function parseUrn(text: string): Urn | null {
  if (!text.startsWith(PREFIX)) return null;
  const project = text.indexOf("::", PREFIX.length);
  const chain = project < 0 ? -1 : text.indexOf("::", project + 2);
  const name = chain < 0 ? -1 : text.indexOf("::", chain + 2);
  if (name < 0) return null;
  const types = text.slice(chain + 2, name);
  return {
    stack: text.slice(PREFIX.length, project),
    chain: types,
    type: types.slice(types.lastIndexOf("$") + 1),
    name: text.slice(name + 2),
  };
}
