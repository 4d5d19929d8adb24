import type { Vendor } from "../model.ts";
import type { Change } from "../store/store.ts";
import { type Fields, text } from "../values.ts";
import { isKnownRepository, notFound, ownerOf, type Request } from "./api.ts";

/** Kinds of GitHub's objects in the store. */
export const kinds = {
  environment: "github/environment",
  policy: "github/deployment-policy",
  environmentSecret: "github/environment-secret",
  environmentVariable: "github/environment-variable",
  secret: "github/secret",
  variable: "github/variable",
  webhook: "github/webhook",
  delivery: "github/hook-delivery",
} as const;

/** What is gone when its environment is. */
const inEnvironment = [kinds.policy, kinds.environmentSecret, kinds.environmentVariable];

/** Ids are the parts joined by a colon; a colon inside a part is written `??` (terraform-provider-github, util.go). */
export function buildId(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(":", "??")).join(":");
}

export function parseId(id: string): readonly string[] {
  return id.split(":").map((part) => part.replaceAll("??", ":"));
}

/** GitHub does not care for case in the names of repositories, environments, secrets and variables. */
export function githubKey(id: string): string {
  return id.toLowerCase();
}

/** Where a secret or variable lies: in a repository, or in one of its environments. */
export interface Home {
  readonly repository: string;
  readonly environment: string | null;
  /** What ids of things in it begin with. */
  readonly id: string;
}

export function homeOf(fields: Fields): Home {
  const [repository, environment] = [text(fields, "repository"), text(fields, "environment")];
  return environment === ""
    ? { repository, environment: null, id: buildId(repository) }
    : { repository, environment, id: buildId(repository, environment) };
}

/** Throws GitHub's 404 where the repository or the environment is missing. */
export function requireHome(vendor: Vendor, home: Home, request: Request): void {
  if (home.environment === null) requireRepository(vendor, home.repository, request);
  else requireEnvironment(vendor, home.repository, home.environment, request);
}

/** Throws GitHub's 404 for any repository but those that the sandbox has. */
export function requireRepository(vendor: Vendor, repository: string, request: Request): void {
  if (vendor.world.github.anyRepository || isKnownRepository(vendor, `${ownerOf(vendor)}/${repository}`)) return;
  throw notFound(request);
}

export function findEnvironment({ store }: Vendor, repository: string, environment: string): Fields | null {
  return store.get(kinds.environment, githubKey(buildId(repository, environment)));
}

export function requireEnvironment(vendor: Vendor, repository: string, environment: string, request: Request): Fields {
  requireRepository(vendor, repository, request);
  const found = findEnvironment(vendor, repository, environment);
  if (found === null) throw notFound(request);
  return found;
}

/** Removes an environment and all that it holds, in one step. */
export function removeEnvironment({ store }: Vendor, key: string): void {
  const held = inEnvironment.flatMap((kind): Change[] =>
    store
      .list(kind)
      .filter(([other]) => other.startsWith(`${key}:`))
      .map(([other]) => ({ kind, key: other, fields: null })),
  );
  store.commit([...held, { kind: kinds.environment, key, fields: null }]);
}

/** The objects of a kind that lie in the environment, sorted by name. */
export function heldBy({ store }: Vendor, kind: string, environmentKey: string, nameField: string): Fields[] {
  return store
    .list(kind)
    .filter(([key]) => key.startsWith(`${environmentKey}:`))
    .map(([, fields]) => fields)
    .sort((left, right) => (text(left, nameField) < text(right, nameField) ? -1 : 1));
}
