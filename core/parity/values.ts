/** Values as Pulumi's state writes them: plain JSON, and objects that a signature key marks as something else. */

import { canonicalJson } from "./canonical-json.ts";

/** The key and its values: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SIGNATURES = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
};

export type Tree = Readonly<Record<string, unknown>>;

/** A secret; `plaintext` is JSON text, undefined where the export is still encrypted. */
export class SecretValue {
  readonly plaintext: string | undefined;
  constructor(plaintext: string | undefined) {
    this.plaintext = plaintext;
  }
}

/** A file or an archive, known by the hash of its content. */
export class AssetValue {
  readonly kind: "asset" | "archive";
  readonly hash: string;
  constructor(kind: "asset" | "archive", hash: string) {
    this.kind = kind;
    this.hash = hash;
  }
}

/** A whole resource passed as a value. */
export class ResourceValue {
  readonly urn: string;
  constructor(urn: string) {
    this.urn = urn;
  }
}

/** A value that is known only after a deployment. */
export const UNKNOWN = Symbol("unknown");

/** The value behind the signatures: a marker class, {@link UNKNOWN}, or the JSON itself. null counts as absent, undefined. */
export function unwrap(raw: unknown): unknown {
  if (typeof raw !== "object") return raw;
  if (raw === null) return undefined;
  const tree = raw as Tree;
  if (!Object.hasOwn(tree, SIGNATURE_KEY)) return raw;
  switch (tree[SIGNATURE_KEY]) {
    case SIGNATURES.secret:
      return new SecretValue(typeof tree["plaintext"] === "string" ? tree["plaintext"] : undefined);
    case SIGNATURES.output:
      return unwrapOutput(tree);
    case SIGNATURES.asset:
      return new AssetValue("asset", contentHash(tree));
    case SIGNATURES.archive:
      return new AssetValue("archive", contentHash(tree));
    case SIGNATURES.resource:
      return new ResourceValue(String(tree["urn"]));
    default:
      return raw;
  }
}

/** Whether there is a value; null, also behind a signature, counts as absent. */
export function isHeld(raw: unknown): boolean {
  return typeof raw === "object" ? unwrap(raw) !== undefined : raw !== undefined;
}

/** Whether the value is a plain map; call it on what {@link unwrap} returned. */
export function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isMarker(value);
}

/** An own property, so that keys like `__proto__` and `constructor` read nothing that the state does not hold. */
export function ownValue(tree: Tree, key: string): unknown {
  return Object.hasOwn(tree, key) ? tree[key] : undefined;
}

/** Calls `visit` for the value and everything below it, without recursion: states may nest thousands of levels. */
export function forEachValue(root: unknown, visit: (value: unknown) => void): void {
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = unwrap(pending.pop());
    visit(value);
    if (Array.isArray(value)) for (const item of value) pending.push(item);
    else if (isTree(value)) for (const key of Object.keys(value)) pending.push(value[key]);
  }
}

/** Whether a secret stands at the value or below it. */
export function holdsSecret(root: unknown): boolean {
  let found = false;
  forEachValue(root, (value) => {
    found ||= value instanceof SecretValue;
  });
  return found;
}

function isMarker(value: object): boolean {
  return value instanceof SecretValue || value instanceof AssetValue || value instanceof ResourceValue;
}

function unwrapOutput(tree: Tree): unknown {
  if (tree["secret"] === true) {
    const known = Object.hasOwn(tree, "value");
    return new SecretValue(known ? canonicalJson(tree["value"]) : undefined);
  }
  return Object.hasOwn(tree, "value") ? unwrap(tree["value"]) : UNKNOWN;
}

function contentHash(tree: Tree): string {
  return typeof tree["hash"] === "string" ? tree["hash"] : canonicalJson(tree);
}
