import { SIGNATURE_KEY } from "../parity/values.ts";

/** What one `pulumi up` has done so far, read from the engine's event stream (`--json`, one event a line). */
export interface Progress {
  /** Resources brought to their declared state, also those that needed no change. Components are not counted. */
  readonly done: number;
  /** Custom resources by vendor: those that the stack now has. */
  readonly byVendor: Readonly<Record<Vendor, number>>;
  /** Of these, how many were created, changed or removed by this run. */
  readonly changed: number;
  /** Logical name of the resource that was started last. */
  readonly current: string | null;
  readonly outputs: Readonly<Record<string, OutputValue>>;
  /** Error messages of the engine, in order, without repeats. */
  readonly errors: readonly string[];
}

export type Vendor = "github" | "vercel" | "aws" | "other";
export type OutputValue = { readonly kind: "secret" } | { readonly kind: "value"; readonly value: unknown };

export const noProgress: Progress = {
  done: 0,
  byVendor: { github: 0, vercel: 0, aws: 0, other: 0 },
  changed: 0,
  current: null,
  outputs: {},
  errors: [],
};

const stackType = "pulumi:pulumi:Stack";
/** Steps that end with nothing done: the look that `refresh: always` takes first, and the sum of a replacement's two halves. */
const uncounted = new Set(["refresh", "replace"]);
const removing = new Set(["delete", "delete-replaced", "discard", "discard-replaced"]);

/** Takes in one line of the stream. A line that is no event changes nothing: the engine also prints plain text. */
export function afterEvent(progress: Progress, line: string): Progress {
  const event = parseEvent(line);
  const diagnostic = event["diagnosticEvent"];
  if (isRecord(diagnostic)) return afterDiagnostic(progress, diagnostic);
  const started = metadataOf(event["resourcePreEvent"]);
  if (started) return { ...progress, current: nameOf(started) };
  const finished = metadataOf(event["resOutputsEvent"]);
  return finished ? afterResource(progress, finished) : progress;
}

function afterResource(progress: Progress, metadata: Record<string, unknown>): Progress {
  const type = String(metadata["type"]);
  const op = String(metadata["op"]);
  if (type === stackType) return { ...progress, outputs: readOutputs(metadata["new"]) };
  const vendor = vendorOf(type);
  if (vendor === null || !hasProvider(metadata) || uncounted.has(op)) return progress;
  if (removing.has(op)) return op === "delete" ? { ...progress, changed: progress.changed + 1 } : progress;
  return {
    ...progress,
    done: progress.done + 1,
    changed: progress.changed + (op === "same" ? 0 : 1),
    byVendor: { ...progress.byVendor, [vendor]: progress.byVendor[vendor] + 1 },
  };
}

function afterDiagnostic(progress: Progress, { severity, message }: Record<string, unknown>): Progress {
  if (severity !== "error" || typeof message !== "string") return progress;
  const text = message.trim();
  return progress.errors.includes(text) ? progress : { ...progress, errors: [...progress.errors, text] };
}

/** Vendor of a resource type; null for what belongs to Pulumi itself. */
export function vendorOf(type: string): Vendor | null {
  const [packageName = ""] = type.split(":");
  if (packageName === "github" || packageName === "vercel" || packageName === "aws") return packageName;
  return packageName === "pulumi" ? null : "other";
}

/** Only custom resources have a provider; components have none. */
function hasProvider(metadata: Record<string, unknown>): boolean {
  const { provider } = metadata;
  return typeof provider === "string" && provider !== "";
}

function readOutputs(resource: unknown): Readonly<Record<string, OutputValue>> {
  const outputs = isRecord(resource) && isRecord(resource["outputs"]) ? resource["outputs"] : {};
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      isSecret(value) ? { kind: "secret" } : { kind: "value", value },
    ]),
  );
}

/** Whatever carries a signature is taken for a secret: an asset has nothing to show either. */
function isSecret(value: unknown): boolean {
  return isRecord(value) && Object.hasOwn(value, SIGNATURE_KEY);
}

function parseEvent(line: string): Record<string, unknown> {
  if (!line.startsWith("{")) return {};
  try {
    const event: unknown = JSON.parse(line);
    return isRecord(event) ? event : {};
  } catch {
    return {};
  }
}

function metadataOf(event: unknown): Record<string, unknown> | null {
  return isRecord(event) && isRecord(event["metadata"]) ? event["metadata"] : null;
}

function nameOf(metadata: Record<string, unknown>): string {
  return String(metadata["urn"]).split("::").at(-1) ?? "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
