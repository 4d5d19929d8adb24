import { UserError } from "../../../core/user-error.ts";
import type { Host } from "../../adapters/host.ts";
import { openSandbox } from "../../adapters/sandbox/session.ts";
import { stackOfStage } from "./stage.ts";

const operations = ["create", "read", "update", "delete", "any"];
const kinds = ["error", "throttle", "timeout", "crash"];

/** Lets one of a stage's requests to a vendor go wrong, once. */
export async function sandboxFault(
  host: Host,
  stage: string,
  operation: string,
  kind: string,
  { nth, type }: { nth: string; type?: string },
): Promise<number> {
  requireOneOf("operation", operation, operations);
  requireOneOf("kind", kind, kinds);
  const count = Number(nth);
  if (!Number.isInteger(count) || count < 1) throw new UserError(`--nth ${nth} is no whole number from 1 on`);
  const sandbox = await openSandbox(host);
  try {
    const target = `urn:pulumi:${stackOfStage(sandbox, stage)}::*${type === undefined ? "" : `${type}::*`}`;
    await sandbox.server.control("POST", "/faults", { target, operation, kind, nth: count });
    host.log(`Of the coming requests "${operation}" of ${stage}, number ${count} meets: ${kind}.`);
    return 0;
  } finally {
    await sandbox.close();
  }
}

function requireOneOf(what: string, given: string, allowed: readonly string[]): void {
  if (!allowed.includes(given))
    throw new UserError(`There is no ${what} ${given}`, `Use one of: ${allowed.join(", ")}`);
}
