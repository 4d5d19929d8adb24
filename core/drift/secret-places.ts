/**
 * Where a resource has secrets. A place that is secret anywhere is secret everywhere: in the recorded state or at the vendor, in
 * inputs or outputs. Providers return as plain text what a program marked secret. List indexes do not count, since the elements
 * may have moved.
 */
import { canonicalJson } from "../parity/canonical-json.ts";
import { isTree, SecretValue, type Tree, unwrap } from "../parity/values.ts";

interface Node {
  isSecret: boolean;
  readonly below: Map<string, Node>;
}

/** Stands for every index of a list; no key of a map is a symbol or has a NUL. */
const ITEM = "\0item";

export class SecretPlaces {
  readonly #root: Node = newNode();

  /** @param properties top-level outputs that are secret as a whole: `additionalSecretOutputs` */
  constructor(trees: readonly unknown[], properties: readonly string[]) {
    for (const tree of trees) collect(tree, this.#root);
    for (const property of properties) childOf(this.#root, property).isSecret = true;
  }

  get isEmpty(): boolean {
    return this.#root.below.size === 0;
  }

  /** The tree with a {@link SecretValue} at each secret place, and without Pulumi's bookkeeping. */
  hide(tree: Tree): Tree {
    return hidden(tree, this.#root) as Tree;
  }

  /** Every text at a secret place of the tree that stands there in clear. */
  textsIn(tree: Tree): readonly string[] {
    const texts: string[] = [];
    collectTexts(tree, this.#root, false, texts);
    return texts;
  }
}

/** `__defaults`, `__meta` and the like. */
function isBookkeeping(key: string): boolean {
  return key.startsWith("__");
}

function collect(raw: unknown, node: Node): void {
  const value = unwrap(raw);
  if (value instanceof SecretValue) node.isSecret = true;
  else if (Array.isArray(value)) for (const item of value) collectChild(item, ITEM, node);
  else if (isTree(value)) for (const key of Object.keys(value)) collectChild(value[key], key, node);
}

/** Only where a secret lies below is there a node. */
function collectChild(raw: unknown, key: string, node: Node): void {
  if (typeof raw !== "object" || raw === null) return;
  const known = node.below.get(key);
  const child = known ?? newNode();
  collect(raw, child);
  if (!known && (child.isSecret || child.below.size > 0)) node.below.set(key, child);
}

function hidden(raw: unknown, node: Node | undefined): unknown {
  const value = unwrap(raw);
  if (value === undefined || value instanceof SecretValue) return value;
  if (node?.isSecret) return new SecretValue(canonicalJson(raw));
  if (Array.isArray(value)) return value.map((item) => hidden(item, node?.below.get(ITEM)));
  if (!isTree(value)) return value;
  const entries = Object.keys(value).filter((key) => !isBookkeeping(key));
  return Object.fromEntries(entries.map((key) => [key, hidden(value[key], node?.below.get(key))]));
}

function collectTexts(raw: unknown, node: Node | undefined, isSecret: boolean, texts: string[]): void {
  const value = unwrap(raw);
  const within = isSecret || node?.isSecret === true;
  if (typeof value === "string" && within) texts.push(value);
  else if (Array.isArray(value)) for (const item of value) collectTexts(item, node?.below.get(ITEM), within, texts);
  else if (isTree(value))
    for (const key of Object.keys(value)) collectTexts(value[key], node?.below.get(key), within, texts);
}

function childOf(node: Node, key: string): Node {
  const child = node.below.get(key) ?? newNode();
  node.below.set(key, child);
  return child;
}

function newNode(): Node {
  return { isSecret: false, below: new Map() };
}
