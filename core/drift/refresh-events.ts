/**
 * The event stream of `pulumi refresh --preview-only --json`, reduced line by line (PULUMI_ENABLE_STREAMING_JSON_PREVIEW; the
 * summary that the engine writes otherwise has no values: https://github.com/pulumi/pulumi/issues/16278). What is kept grows
 * with what changed, not with what was read. Events hold secrets in clear: they are neither logged nor written anywhere.
 */
import { isTree, ownValue, type Tree } from "../parity/values.ts";
import { leftOpen } from "./left-open.ts";

/** What the engine says of a resource that is no longer as recorded. */
export interface RefreshedResource {
  readonly urn: string;
  /** `same`: its provider sees nothing to do, but what the program leaves open has moved. */
  readonly op: "update" | "delete" | "same";
  /** Top-level properties that the provider calls changed. */
  readonly changed: readonly string[];
  /** Property paths that the provider calls changed; null where it names none. */
  readonly paths: readonly string[] | null;
  /** As the vendor has it. */
  readonly inputs: Tree;
  readonly outputs: Tree;
}

/** An error that the engine reported. */
export interface RefreshError {
  /** Of the resource; null for the run as a whole. */
  readonly urn: string | null;
  /** The provider's own words, which may quote anything. */
  readonly message: string;
}

/** How the engine itself summed the run up. */
export interface RefreshSummary {
  readonly result: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** The words of more errors than these say nothing new. */
const MOST_ERRORS = 20;

const KIND = /^\{"sequence":\d+,"timestamp":\d+,"(\w+)":/;
const SAME = '{"metadata":{"op":"same",';
/** Ends the URN; a quote inside of it is escaped. */
const BEFORE_TYPE = '","type":"';

export class RefreshEvents {
  readonly #changes: RefreshedResource[] = [];
  readonly #errors: RefreshError[] = [];
  readonly #unread = new Set<string>();
  readonly #counts: Record<string, number> = {};
  #summary: RefreshSummary | null = null;
  #began = false;

  /** Takes one line of the engine's standard output. What is no event, such as a program's own output, is passed over. */
  line(text: string): void {
    if (this.#isUneventful(text)) return;
    const event = parseEvent(text);
    if (!event) return;
    this.#began = true;
    const { resOutputsEvent, summaryEvent, diagnosticEvent } = event;
    if (isTree(resOutputsEvent) && isTree(resOutputsEvent["metadata"])) this.#addResource(resOutputsEvent["metadata"]);
    if (isTree(summaryEvent)) this.#summary = toSummary(summaryEvent);
    if (isTree(diagnosticEvent)) this.#addError(diagnosticEvent);
  }

  /** Whether the engine came as far as to begin. */
  get began(): boolean {
    return this.#began;
  }

  get changes(): readonly RefreshedResource[] {
    return this.#changes;
  }

  get errors(): readonly RefreshError[] {
    return this.#errors;
  }

  /** URNs of all resources with an error, those whose words are not kept too. */
  get unread(): readonly string[] {
    return [...this.#unread];
  }

  /** null where the stream ended before it. */
  get summary(): RefreshSummary | null {
    return this.#summary;
  }

  /** Events by operation, counted here; they must be as many as the summary says. */
  get counts(): Readonly<Record<string, number>> {
    return this.#counts;
  }

  /** Nearly all lines: they are told by their beginning, which costs a hundredth of parsing them. */
  #isUneventful(text: string): boolean {
    const [start = "", kind] = KIND.exec(text) ?? [];
    if (kind === "resourcePreEvent") return true;
    if (kind !== "resOutputsEvent" || !text.startsWith(SAME, start.length)) return false;
    const end = text.indexOf(BEFORE_TYPE, start.length);
    const type = text.slice(end + BEFORE_TYPE.length, text.indexOf('"', end + BEFORE_TYPE.length));
    if (end < 0 || leftOpen(type).length > 0) return false;
    this.#began = true;
    this.#count("same");
    return true;
  }

  #addResource(metadata: Tree): void {
    const { op, urn } = metadata;
    if (typeof op !== "string" || typeof urn !== "string") return;
    this.#count(op);
    if (isOldCopy(metadata)) return;
    if (op === "delete") this.#changes.push({ urn, op, ...asTheProviderSays(metadata), inputs: {}, outputs: {} });
    else if (op === "update" || (op === "same" && hasMoved(metadata))) {
      this.#changes.push({ urn, op, ...asTheProviderSays(metadata), ...stateOf(metadata["new"]) });
    }
  }

  #addError({ severity, urn, message }: Tree): void {
    if (severity !== "error" || typeof message !== "string") return;
    const of = typeof urn === "string" && urn !== "" ? urn : null;
    if (of !== null) this.#unread.add(of);
    if (this.#errors.length < MOST_ERRORS) this.#errors.push({ urn: of, message });
  }

  #count(op: string): void {
    this.#counts[op] = (this.#counts[op] ?? 0) + 1;
  }
}

function parseEvent(text: string): Tree | null {
  if (!text.startsWith("{")) return null;
  try {
    const event: unknown = JSON.parse(text);
    return isTree(event) && typeof event["sequence"] === "number" ? event : null;
  } catch {
    return null;
  }
}

function asTheProviderSays({ diffs, detailedDiff }: Tree): Pick<RefreshedResource, "changed" | "paths"> {
  return {
    changed: Array.isArray(diffs) ? diffs.filter((name) => typeof name === "string") : [],
    paths: isTree(detailedDiff) ? Object.keys(detailedDiff) : null,
  };
}

function stateOf(state: unknown): Pick<RefreshedResource, "inputs" | "outputs"> {
  const tree = isTree(state) ? state : {};
  return { inputs: treeAt(tree, "inputs"), outputs: treeAt(tree, "outputs") };
}

function treeAt(tree: Tree, key: string): Tree {
  const value = ownValue(tree, key);
  return isTree(value) ? value : {};
}

/** What a replacement has left to be deleted. Its URN is that of the resource in its place. */
function isOldCopy({ old }: Tree): boolean {
  return isTree(old) && old["delete"] === true;
}

/** Whether one of the properties that the program leaves open is not as it was. */
function hasMoved(metadata: Tree): boolean {
  const [before, after] = [stateOf(metadata["old"]).outputs, stateOf(metadata["new"]).outputs];
  return leftOpen(String(metadata["type"])).some(
    (name) => JSON.stringify(ownValue(before, name)) !== JSON.stringify(ownValue(after, name)),
  );
}

function toSummary({ result, resourceChanges }: Tree): RefreshSummary {
  const counts = Object.entries(isTree(resourceChanges) ? resourceChanges : {});
  return {
    result: String(result),
    counts: Object.fromEntries(counts.filter((entry): entry is [string, number] => typeof entry[1] === "number")),
  };
}
