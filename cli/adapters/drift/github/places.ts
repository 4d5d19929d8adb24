import type { BindingKind, GitHubPlace } from "../../../../core/drift/vendors/github-places.ts";
import { placeText, type SeenBinding, type SeenPlace } from "../../../../core/drift/vendors/judge-github-bindings.ts";
import { type Questions, VendorUnread } from "../questions.ts";
import type { GitHubReader, PlaceAddress } from "./reader.ts";

/** An environment that is gone: a refresh says so, with all that was in it. */
export const gone = Symbol("gone");

/** Names and times of what a place holds; null where it is gone, or where neither list could be read. */
export async function readPlace(
  reader: GitHubReader,
  owner: string,
  place: GitHubPlace,
  questions: Questions,
): Promise<SeenPlace | null> {
  const address = { owner, repo: place.repository, environment: place.environment };
  const list = (kind: BindingKind, read: () => Promise<SeenBinding[]>) =>
    questions.ask({ what: `the ${kind}s of ${placeText(place)}`, permission: permissionFor(place, kind) }, () =>
      unlessGone(read, () => isEnvironmentGone(reader, address)),
    );
  const [secret, variable] = await Promise.all([
    list("secret", () => reader.secrets(address)),
    list("variable", () => reader.variables(address)),
  ]);
  if (secret === gone || variable === gone || (secret === null && variable === null)) return null;
  const isWhole = secret !== null && variable !== null;
  return { place, seen: { secret: secret ?? [], variable: variable ?? [] }, isWhole };
}

/**
 * GitHub answers 404 for what is gone and for what a token may not see. It is gone where the list that it would stand in can be
 * read and does not have it; anything else is no answer.
 */
export async function unlessGone<T>(read: () => Promise<T>, isGone: () => Promise<boolean>): Promise<T | typeof gone> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof VendorUnread && error.failure.kind === "not-found" && (await isGone())) return gone;
    throw error;
  }
}

export async function isEnvironmentGone(reader: GitHubReader, place: PlaceAddress): Promise<boolean> {
  const { environment } = place;
  if (environment === null) return false;
  const names = await reader.environments(place);
  return !names.some((name) => name.toLowerCase() === environment.toLowerCase());
}

/** Repository permissions of a fine-grained token: docs.github.com, "Permissions required for fine-grained personal access tokens". */
export function readPermission(name: string): string {
  return `the repository permission "${name}: read"`;
}

function permissionFor({ environment }: GitHubPlace, kind: BindingKind): string {
  if (environment !== null) return readPermission("Environments");
  return readPermission(kind === "secret" ? "Secrets" : "Variables");
}
