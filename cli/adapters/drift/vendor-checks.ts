import type { VendorCheck } from "../../../core/drift/types.ts";
import type { Backend } from "../state/recorded.ts";
import { awsAccess, awsCheck } from "./aws/check.ts";
import { foreignWritesIn } from "./foreign-writes.ts";
import { githubCheck } from "./github/check.ts";
import { githubAccess } from "./github/client.ts";
import { vercelCheck } from "./vercel/check.ts";
import { vercelAccess } from "./vercel/reader.ts";

/**
 * What the vendors' own APIs say beyond a refresh: GitHub, Vercel, AWS. Each asks only about what the stack's state holds.
 * @param backend reads the history of updates, and says through its environment how the vendors are reached
 */
export function vendorChecks(backend: Backend, now: () => Date): readonly VendorCheck[] {
  const { env } = backend;
  const foreignWrites = foreignWritesIn(backend);
  return [
    githubCheck(githubAccess(env), foreignWrites, now),
    vercelCheck(vercelAccess(env), foreignWrites, now),
    awsCheck(awsAccess(env)),
  ];
}
