import { type Vendor, VendorError } from "../model.ts";
import { type Fields, number, text } from "../values.ts";

/** Kinds of Vercel's objects in the store. */
export const kinds = {
  project: "vercel/project",
  variable: "vercel/environment-variable",
  domain: "vercel/project-domain",
  deployment: "vercel/deployment",
  aliasRequest: "vercel/alias-request",
} as const;

const secondMs = 1_000;
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** An answer of Vercel's REST API that is no success: `CODE - MESSAGE` in the provider's words. */
export class VercelError extends Error {
  override readonly name = "VercelError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Runs an API call and passes its refusal on as the provider does: summary, what failed, Vercel's own words. */
export function asProvider<T>(summary: string, failure: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof VercelError)) throw error;
    throw new VendorError(`${summary}: ${failure}, unexpected error: ${error.code} - ${error.message}`);
  }
}

export function newVercelId(vendor: Vendor, prefix: "prj" | "env" | "dpl", purpose: string): string {
  return `${prefix}_${vendor.newId(`vercel ${purpose}`, base62, prefix === "env" ? 16 : 28)}`;
}

/** Vercel's time stamps are milliseconds; two changes never share one. A person's change lies ahead: see control/behind.ts. */
export function timeStamp(now: Date, before: Fields | null = null): number {
  const last = before === null ? 0 : number(before, "updatedAt");
  const isAhead = last - now.getTime() > secondMs;
  return isAhead ? now.getTime() : Math.max(now.getTime(), last + 1);
}

/** Projects go by id or by name. */
export function findProject({ store }: Vendor, idOrName: string): Fields | null {
  return (
    store.get(kinds.project, idOrName) ??
    store.list(kinds.project).find(([, project]) => text(project, "name") === idOrName)?.[1] ??
    null
  );
}

export function requireProject(vendor: Vendor, idOrName: string): Fields {
  const project = findProject(vendor, idOrName);
  if (project === null) throw new VercelError(404, "not_found", "Project not found");
  return project;
}

/** What belongs to a project, in the order of its creation. */
export function ofProject(
  { store }: Vendor,
  kind: string,
  projectId: string,
): (readonly [key: string, fields: Fields])[] {
  return store.list(kind).filter(([, fields]) => text(fields, "projectId") === projectId);
}

/** The provider shows the id of the team that it was configured for, null on a personal account. */
export function teamIdOf({ world, config }: Vendor, fields: Fields): string | null {
  const asked = text(fields, "teamId") || text(config, "team");
  if (asked !== "") return asked === world.vercel.team ? world.vercel.teamId : asked;
  return world.vercel.team === null ? null : world.vercel.teamId;
}
