/** Pulumi's URNs: `urn:pulumi:<stack>::<project>::<type chain>::<logical name>`. */
export interface Urn {
  readonly stack: string;
  /** Types from the outermost parent to the resource itself, joined by `$`. */
  readonly chain: string;
  readonly type: string;
  /** `<type>::<name>`. */
  readonly address: string;
  /** Logical name; may itself hold `::`. */
  readonly name: string;
}

export const URN_PREFIX = "urn:pulumi:";

/** null where the text is no URN. */
export function parseUrn(text: string): Urn | null {
  if (!text.startsWith(URN_PREFIX)) return null;
  const project = text.indexOf("::", URN_PREFIX.length);
  const chain = project < 0 ? -1 : text.indexOf("::", project + 2);
  const name = chain < 0 ? -1 : text.indexOf("::", chain + 2);
  if (name < 0) return null;
  const type = Math.max(chain + 2, text.lastIndexOf("$", name) + 1);
  return {
    stack: text.slice(URN_PREFIX.length, project),
    chain: text.slice(chain + 2, name),
    type: text.slice(type, name),
    address: text.slice(type),
    name: text.slice(name + 2),
  };
}
