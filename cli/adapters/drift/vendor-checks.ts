import type { VendorCheck } from "../../../core/drift/types.ts";
import type { Backend } from "../state/recorded.ts";
import { foreignWritesIn } from "./foreign-writes.ts";

/**
 * What the vendors' own APIs say beyond a refresh: GitHub, Vercel, AWS. Each asks only about what the stack's state holds, and
 * loads its vendor's client when it is asked.
 * @param backend reads the history of updates; its environment says how the vendors are reached
 * @param nameOf the stack's name there
 */
export function vendorChecks(
  backend: Backend,
  nameOf: (stack: string) => string,
  now: () => Date,
): readonly VendorCheck[] {
  const { env } = backend;
  const foreignWrites = foreignWritesIn(backend, nameOf);
  return [
    async (context) => {
      const [{ githubCheck }, { githubAccess }] = await Promise.all([
        import("./github/check.ts"),
        import("./github/client.ts"),
      ]);
      return githubCheck(githubAccess(env), foreignWrites, now)(context);
    },
    async (context) => {
      const [{ vercelCheck }, { vercelAccess }] = await Promise.all([
        import("./vercel/check.ts"),
        import("./vercel/reader.ts"),
      ]);
      return vercelCheck(vercelAccess(env), foreignWrites, now)(context);
    },
    async (context) => {
      const { awsAccess, awsCheck } = await import("./aws/check.ts");
      return awsCheck(awsAccess(env))(context);
    },
  ];
}
