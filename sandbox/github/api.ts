import { type Vendor, VendorError } from "../model.ts";
import { text } from "../values.ts";
import { repositoryIdOf as idOfRepository } from "../world.ts";

/** An answer of GitHub's REST API that is no success, in the words in which go-github passes it on. */
export class GitHubError extends VendorError {
  readonly status: number;
  /** GitHub's own message, without method and address. */
  readonly answer: string;

  constructor(request: Request, status: number, answer: string) {
    super(`${request.method} https://api.github.com${request.path}: ${status} ${answer} []`);
    this.status = status;
    this.answer = answer;
  }
}

export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
}

export function notFound(request: Request): GitHubError {
  return new GitHubError(request, 404, "Not Found");
}

/** The owner that the provider is configured for. */
export function ownerOf({ config, world }: Vendor): string {
  return text(config, "owner") || world.github.owner;
}

/** Address of a repository by name, as most calls use it. */
export function repositoryPath(vendor: Vendor, repository: string, rest = ""): string {
  return `/repos/${ownerOf(vendor)}/${repository}${rest}`;
}

/** Whether this is the sandbox's repository; GitHub does not care for case. */
export function isKnownRepository({ world }: Vendor, fullName: string): boolean {
  return fullName.toLowerCase() === `${world.github.owner}/${world.github.repository}`.toLowerCase();
}

export function repositoryIdOf(vendor: Vendor, repository: string, owner = ownerOf(vendor)): number {
  const isKnown = isKnownRepository(vendor, `${owner}/${repository}`);
  return isKnown ? vendor.world.github.repositoryId : idOfRepository(owner, repository);
}

/** Address of a repository by number, as the calls for environment secrets use it. */
export function repositoryIdPath(vendor: Vendor, repository: string, rest: string): string {
  return `/repositories/${repositoryIdOf(vendor, repository)}${rest}`;
}

/** `2026-11-23T17:14:28Z` as Go prints it: `2026-11-23 17:14:28 +0000 UTC`. */
export function goTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} +0000 UTC`;
}

/** GitHub's time stamps have whole seconds. A change must be visible in them, so two changes never share one. */
export function timeStamp(now: Date, previous = ""): string {
  const seconds = Math.floor(now.getTime() / 1000) * 1000;
  const earliest = previous === "" ? 0 : Date.parse(previous) + 1000;
  return new Date(Math.max(seconds, earliest)).toISOString().replace(".000Z", "Z");
}
