import type { Vendor } from "../model.ts";
import { GitHubError, type Request } from "./api.ts";
import { githubKey, kinds } from "./objects.ts";

/** docs.github.com, "Secrets reference" and "Variables reference": how many of a kind a repository or an environment holds. */
const mostOf: Readonly<Record<string, number>> = {
  [kinds.environmentSecret]: 100,
  [kinds.environmentVariable]: 100,
  [kinds.secret]: 100,
  [kinds.variable]: 500,
};

/** Same pages: the longest value, 48 KB. */
const mostBytes = 48 * 1024;

/** Throws where one more binding of the kind, or one of that size, is too much; the words of the refusal are ours. */
export function requireRoom(
  { store }: Vendor,
  kind: string,
  homeId: string,
  id: string,
  value: string,
  request: Request,
): void {
  if (Buffer.byteLength(value) > mostBytes) {
    throw new GitHubError(request, 422, `Validation Failed: value is too long (maximum is ${mostBytes} bytes)`);
  }
  if (store.get(kind, githubKey(id)) !== null) return;
  const most = mostOf[kind] ?? Number.POSITIVE_INFINITY;
  const held = store.list(kind).filter(([key]) => key.startsWith(`${githubKey(homeId)}:`)).length;
  if (held >= most) throw new GitHubError(request, 422, `Validation Failed: limit of ${most} reached`);
}
