import type { DriftDraft, VendorCheck, VendorContext } from "../../../../core/drift/types.ts";
import { VERCEL } from "../../../../core/drift/vendors/failure.ts";
import {
  type SeenProject,
  sensitiveWrites,
  staleVariables,
  unmanagedVariables,
  vercelCoverage,
} from "../../../../core/drift/vendors/judge-vercel.ts";
import { liveSince } from "../../../../core/drift/vendors/live-deployment.ts";
import { type VercelProjectPlace, vercelProjects } from "../../../../core/drift/vendors/vercel-projects.ts";
import type { ForeignWrites } from "../foreign-writes.ts";
import { Questions, VendorUnread } from "../questions.ts";
import { type VercelAccess, VercelReader, type VercelScope } from "./reader.ts";

/** What Vercel's API says beyond a refresh. Asks nothing where the stack has nothing at Vercel. */
export function vercelCheck(access: VercelAccess | null, foreignWrites: ForeignWrites, now: () => Date): VendorCheck {
  return async (context) => {
    const projects = vercelProjects(context.deployment);
    const questions = new Questions(VERCEL);
    if (projects.length === 0) return { drafts: [], incomplete: [], coverage: [], notes: [] };
    if (access === null) {
      const what = `the variables and deployments of ${context.stage}`;
      questions.fail({ what, permission: permission(context) }, { kind: "no-credentials" });
      return { drafts: [], incomplete: questions.lines, coverage: [], notes: [] };
    }
    const reader = new VercelReader(access, now);
    const read = await Promise.all(projects.map((project) => readProject(reader, project, context, questions)));
    const seen = read.filter((project) => project !== null);
    const stale = await Promise.all(seen.map((project) => checkDeployments(reader, project, context, questions)));
    const writes = await foreignWrites(context, sensitiveWrites(seen), reader.clockOffsetMs);
    return {
      drafts: [...unmanagedVariables(seen), ...writes.drafts, ...stale.flat()],
      incomplete: [...questions.lines, ...writes.incomplete],
      coverage: vercelCoverage(seen),
      notes: seen.flatMap(({ project }) => (project.bulkKeys === null ? [bulkNote(project)] : [])),
    };
  };
}

/** Null where it could not be read, or where the project is gone, which a refresh says. */
async function readProject(
  reader: VercelReader,
  project: VercelProjectPlace,
  context: VendorContext,
  questions: Questions,
): Promise<SeenProject | null> {
  const scope = scopeOf(project, context);
  const what = `the variables of the project ${project.name}`;
  return questions.ask({ what, permission: permission(context) }, async () => {
    try {
      return { project, variables: await reader.variables(project.id, scope) };
    } catch (error) {
      const isMissing = error instanceof VendorUnread && error.failure.kind === "not-found";
      if (isMissing && (await reader.isGone(project.id, scope))) return null;
      throw error;
    }
  });
}

async function checkDeployments(
  reader: VercelReader,
  seen: SeenProject,
  context: VendorContext,
  questions: Questions,
): Promise<readonly DriftDraft[]> {
  const { project } = seen;
  const scope = scopeOf(project, context);
  const what = `the deployments of the project ${project.name}`;
  const since = await questions.ask({ what, permission: permission(context) }, async () => {
    const deployments = await reader.deployments(project.id, scope);
    return deployments.length === 0 ? null : liveSince(deployments, await reader.aliasRequest(project.id, scope));
  });
  return since === null ? [] : staleVariables(seen, since);
}

/** The state knows the team by its id; the configuration by its slug. */
function scopeOf({ teamId }: VercelProjectPlace, { config }: VendorContext): VercelScope {
  if (teamId !== null) return { teamId };
  return config.vercel.team === null ? {} : { slug: config.vercel.team };
}

function permission({ config }: VendorContext): string {
  return config.vercel.team === null ? "access to your account" : `access to the team ${config.vercel.team}`;
}

function bulkNote({ name }: VercelProjectPlace): string {
  return `the variables that ProjectEnvironmentVariables declares in the Vercel project ${name} are secret as a whole in the state: nobody can say which others are undeclared`;
}
