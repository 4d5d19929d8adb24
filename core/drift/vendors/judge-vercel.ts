/** Variables of Vercel's projects: which are declared nowhere, which somebody else wrote, and which are not live yet. */
import type { Coverage } from "../../findings/report.ts";
import type { DriftDraft } from "../types.ts";
import { isoTime } from "./iso-time.ts";
import type { WriteOnlyValue } from "./judge-writes.ts";
import { listOutput, type Recorded, textOutput } from "./recorded.ts";
import { VERCEL_VARIABLE, type VercelProjectPlace } from "./vercel-projects.ts";

/** A variable as Vercel lists it. Its value never gets this far. */
export interface SeenVariable {
  readonly id: string;
  readonly key: string;
  /** `production`, `preview`, `development`. */
  readonly targets: readonly string[];
  readonly customEnvironmentIds: readonly string[];
  readonly gitBranch: string | null;
  readonly comment: string;
  /** Epoch milliseconds. */
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
}

export interface SeenProject {
  readonly project: VercelProjectPlace;
  readonly variables: readonly SeenVariable[];
}

/** One finding for each key; `projects` in the order of {@link vercelProjects}. */
export function unmanagedVariables(projects: readonly SeenProject[]): DriftDraft[] {
  return projects.flatMap((seen, position) =>
    [...new Set(undeclared(seen).map(({ key }) => key))].map((key): DriftDraft => {
      const name = position === 0 ? key : `${seen.project.logicalName}.${key}`;
      const targets = [...new Set(undeclared(seen).flatMap((one) => (one.key === key ? one.targets : [])))].sort();
      const place = `the Vercel project ${seen.project.name}${targets.length > 0 ? ` (${targets.join(", ")})` : ""}`;
      return {
        code: "drift/unmanaged",
        address: `${VERCEL_VARIABLE}::${name}`,
        path: "",
        recorded: { state: "absent" },
        actual: { state: "value" },
        detail: { vendor: { kind: "unmanaged", what: "variable", name: key, place } },
      };
    }),
  );
}

export function vercelCoverage(projects: readonly SeenProject[]): readonly Omit<Coverage, "stage">[] {
  const own = projects.filter(isWatched);
  if (own.length === 0) return [];
  const total = own.reduce((sum, { variables }) => sum + variables.length, 0);
  const managed = total - own.reduce((sum, seen) => sum + undeclared(seen).length, 0);
  return [{ vendor: "Vercel variables", managed, total }];
}

/**
 * Every declared sensitive variable that exists, with what is known of its last write. A plain one shows in a refresh; so does
 * a changed target, branch or comment, which then explains the write.
 */
export function sensitiveWrites(projects: readonly SeenProject[]): WriteOnlyValue[] {
  return projects.flatMap(({ project, variables }) =>
    project.variables.flatMap(({ key, isSensitive, recorded }) => {
      const found = variables.find(({ id }) => id === recorded.id);
      if (!isSensitive || found === undefined || found.updatedAt === null || !looksAlike(recorded, found)) return [];
      const { created, modified, unsettled } = recorded;
      const { updatedAt: writtenAt, createdAt: madeAt } = found;
      const write = { writtenAt, ownWriteAt: null, madeAt, created, modified, unsettled };
      return [{ recorded, name: key, place: `the Vercel project ${project.name}`, isOverwritten: false, write }];
    }),
  );
}

/**
 * Declared variables for production that changed after the live deployment was made: a deployment keeps the values that it was
 * made with (https://vercel.com/docs/environment-variables).
 * @param liveSince when the live deployment was made, epoch milliseconds
 */
export function staleVariables({ project, variables }: SeenProject, liveSince: number): DriftDraft[] {
  return project.variables.flatMap(({ key, recorded }): DriftDraft[] => {
    const found = variables.find(({ id }) => id === recorded.id);
    if (!found?.targets.includes("production") || found.updatedAt === null || found.updatedAt <= liveSince) return [];
    const [changedAt, deployedAt] = [isoTime(found.updatedAt), isoTime(liveSince)];
    return [
      {
        code: "drift/stale-deployment",
        address: recorded.address,
        path: "",
        recorded: { state: "value" },
        actual: { state: "value" },
        detail: { vendor: { kind: "stale-deployment", name: key, project: project.name, changedAt, deployedAt } },
      },
    ];
  });
}

/** Only a project that the stack declares has to have all its variables declared, and only where all that are can be read. */
function isWatched({ project }: SeenProject): boolean {
  return project.logicalName !== null && project.bulkKeys !== null;
}

function undeclared(seen: SeenProject): readonly SeenVariable[] {
  if (!isWatched(seen)) return [];
  const { variables, bulkKeys } = seen.project;
  const ids = new Set(variables.map(({ recorded }) => recorded.id));
  return seen.variables.filter(({ id, key }) => !ids.has(id) && !bulkKeys?.includes(key));
}

function looksAlike({ outputs }: Recorded, seen: SeenVariable): boolean {
  const sorted = (list: readonly unknown[]) => JSON.stringify([...list].map(String).sort());
  return (
    sorted(listOutput(outputs, "targets")) === sorted(seen.targets) &&
    sorted(listOutput(outputs, "customEnvironmentIds")) === sorted(seen.customEnvironmentIds) &&
    textOutput(outputs, "gitBranch") === (seen.gitBranch || null) &&
    (textOutput(outputs, "comment") ?? "") === seen.comment
  );
}
