/** Reading a state export: either its deployment, or one line that says what is wrong with it. */
import { parseUrn } from "./urn.ts";
import { isTree, type Tree } from "./values.ts";

/** A resource as `pulumi stack export` writes it; only what the comparison reads. */
export interface StateResource {
  readonly urn: string;
  readonly type?: string | undefined;
  readonly custom?: boolean | undefined;
  readonly external?: boolean | undefined;
  /** Waits to be deleted: the rest of an interrupted replacement. */
  readonly delete?: boolean | undefined;
  /** Was deleted to be replaced, and has not been made again. */
  readonly pendingReplacement?: boolean | undefined;
  readonly id?: string | undefined;
  readonly inputs?: Tree | undefined;
  readonly outputs?: Tree | undefined;
  readonly dependencies?: readonly string[] | undefined;
  /** URNs of the resources that an input property was made from, by property. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>> | undefined;
  readonly additionalSecretOutputs?: readonly string[] | undefined;
  /** Property paths; `*` stands for every key or index. */
  readonly ignoreChanges?: readonly string[] | undefined;
  /** When the engine made it and last changed it in the state: ISO 8601 on the clock of the machine that ran it. Not checked. */
  readonly created?: unknown;
  readonly modified?: unknown;
}

/** An operation that was interrupted; kept as it stands in the export. */
export interface PendingOperation {
  readonly resource: { readonly urn: string };
  /** For example `creating`. */
  readonly type: string;
}

/** The `deployment` of an export, checked. */
export interface Deployment {
  readonly resources: readonly StateResource[];
  readonly pending_operations: readonly PendingOperation[];
}

export type ReadState =
  | { readonly ok: true; readonly deployment: Deployment }
  /** `reason` completes a line that begins with the file's or stage's name. */
  | { readonly ok: false; readonly reason: string };

/** Versions of the export format; 4 is written where newer features are in use. */
const VERSIONS: readonly unknown[] = [3, 4];

/** Reads the text of an export. */
export function parseState(text: string): ReadState {
  // trim takes a byte order mark too, which JSON.parse does not.
  const start = text.slice(0, 200).trim();
  if (start === "" && text.trim() === "") return refuse("is empty");
  if (start.includes("\0")) return refuse("is not UTF-8 text (PowerShell's > writes UTF-16)");
  if (start.startsWith("<")) return refuse("is HTML or XML, not a state export (an error page saved by mistake?)");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch {
    return refuse(notJson(text));
  }
  return readState(parsed);
}

/** Reads a parsed export, or its `deployment` alone. */
export function readState(parsed: unknown): ReadState {
  if (!isTree(parsed)) return refuse("is no state export: expected an object with version and deployment");
  if (isTree(parsed["checkpoint"]))
    return refuse("is a checkpoint file of the backend: use the output of pulumi stack export");
  const bare = !Object.hasOwn(parsed, "version") && !Object.hasOwn(parsed, "deployment");
  if (bare && !Object.hasOwn(parsed, "resources"))
    return refuse("is no state export: it has neither version nor deployment");
  if (!bare) {
    const problem = versionProblem(parsed["version"]);
    if (problem) return refuse(problem);
  }
  const deployment = bare ? parsed : parsed["deployment"];
  if (!isTree(deployment)) return refuse("holds no deployment: the stack was never deployed");
  return readDeployment(deployment);
}

function readDeployment(deployment: Tree): ReadState {
  const resources = deployment["resources"] ?? [];
  if (!Array.isArray(resources)) return refuse("is no state export: deployment.resources is not a list");
  if (resources.length === 0) return refuse("holds no resources: the stack was never deployed");
  for (const [index, resource] of resources.entries()) {
    const problem = resourceProblem(resource);
    if (problem) return refuse(`has a broken resource: deployment.resources[${index}] ${problem}`);
  }
  return { ok: true, deployment: { resources, pending_operations: pendingOperations(deployment) } };
}

function versionProblem(version: unknown): string | null {
  if (VERSIONS.includes(version)) return null;
  if (version === undefined) return "is no state export: it has no version";
  const known = "versions 3 and 4 can be read";
  if (typeof version === "number" && version > 4) return `is a state export of the newer version ${version}: ${known}`;
  return `is a state export of version ${JSON.stringify(version)}: ${known}`;
}

function resourceProblem(resource: unknown): string | null {
  if (!isTree(resource)) return "is not an object";
  const urn = resource["urn"];
  if (typeof urn !== "string" || urn === "") return "has no urn";
  if (!parseUrn(urn)) return `has a urn that is none: ${JSON.stringify(urn.slice(0, 80))}`;
  const field = FIELDS.find(
    ([name, isValid]) => resource[name] !== undefined && resource[name] !== null && !isValid(resource[name]),
  );
  return field ? `has ${field[0]} of the wrong kind` : null;
}

const isText = (value: unknown) => typeof value === "string";
const isFlag = (value: unknown) => typeof value === "boolean";
const areTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const areTextsByKey = (value: unknown) =>
  isTree(value) && Object.values(value).every((texts) => texts === null || areTexts(texts));

/** What a resource's fields must be, where they are there. */
const FIELDS: readonly (readonly [keyof StateResource, (value: unknown) => boolean])[] = [
  ["type", isText],
  ["id", isText],
  ["custom", isFlag],
  ["external", isFlag],
  ["delete", isFlag],
  ["pendingReplacement", isFlag],
  ["inputs", isTree],
  ["outputs", isTree],
  ["dependencies", areTexts],
  ["propertyDependencies", areTextsByKey],
  ["additionalSecretOutputs", areTexts],
  ["ignoreChanges", areTexts],
];

function pendingOperations(deployment: Tree): readonly PendingOperation[] {
  const operations: unknown = deployment["pending_operations"];
  if (!Array.isArray(operations)) return [];
  return operations.flatMap((operation: unknown): PendingOperation[] => {
    if (!isTree(operation) || !isTree(operation["resource"])) return [];
    const urn = operation["resource"]["urn"];
    return typeof urn === "string" ? [{ resource: { urn }, type: String(operation["type"] ?? "unknown") }] : [];
  });
}

function notJson(text: string): string {
  const start = text.trimStart();
  if (!start.startsWith("{") && !start.startsWith("[")) return "is not JSON";
  return /[}\]]\s*$/.test(text.slice(-64)) ? "is not valid JSON" : "is not valid JSON: it ends too early (truncated?)";
}

function refuse(reason: string): ReadState {
  return { ok: false, reason };
}
