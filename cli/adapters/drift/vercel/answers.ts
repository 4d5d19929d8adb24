/** The parts of Vercel's answers that are read. Unknown fields are tolerated and dropped, a variable's value above all. */
import * as v from "valibot";
import type { SeenVariable } from "../../../../core/drift/vendors/judge-vercel.ts";
import type { AliasRequest, SeenDeployment } from "../../../../core/drift/vendors/live-deployment.ts";

const texts = v.array(v.string());
const targets = v.pipe(
  v.optional(v.union([texts, v.string()]), []),
  v.transform((target) => (typeof target === "string" ? [target] : target)),
);

const variableSchema = v.pipe(
  v.object({
    id: v.string(),
    key: v.string(),
    type: v.optional(v.string()),
    system: v.optional(v.boolean(), false),
    target: targets,
    customEnvironmentIds: v.optional(texts, []),
    gitBranch: v.nullish(v.string()),
    comment: v.nullish(v.string()),
    createdAt: v.nullish(v.number()),
    updatedAt: v.nullish(v.number()),
  }),
  v.transform((entry) => ({
    /** Set by Vercel itself. */
    isSystem: entry.system || entry.type === "system",
    variable: {
      id: entry.id,
      key: entry.key,
      targets: entry.target,
      customEnvironmentIds: entry.customEnvironmentIds,
      gitBranch: entry.gitBranch || null,
      comment: entry.comment ?? "",
      createdAt: entry.createdAt ?? null,
      updatedAt: entry.updatedAt ?? null,
    } satisfies SeenVariable,
  })),
);

const pagination = v.nullish(v.object({ next: v.nullish(v.number()) }));

export const variablesSchema = v.pipe(
  v.object({
    envs: v.array(variableSchema),
    pagination,
    /** How many variables for production the token may not see. */
    hiddenProductionEnvCount: v.optional(v.number(), 0),
  }),
  v.transform(({ envs, pagination: page, hiddenProductionEnvCount }) => ({
    envs: envs.filter(({ isSystem }) => !isSystem).map(({ variable }) => variable),
    next: page?.next ?? null,
    hidden: hiddenProductionEnvCount,
  })),
);

/** `readySubstate` is STAGED for one that has never served production. */
export const deploymentsSchema = v.pipe(
  v.object({
    deployments: v.array(
      v.object({
        uid: v.string(),
        created: v.optional(v.number()),
        createdAt: v.optional(v.number()),
        target: v.nullish(v.string()),
        state: v.optional(v.string()),
        readyState: v.optional(v.string()),
        readySubstate: v.optional(v.string()),
      }),
    ),
  }),
  v.transform(({ deployments }) =>
    deployments.map(
      ({ uid, created, createdAt, target, state, readyState, readySubstate }): SeenDeployment => ({
        id: uid,
        createdAt: createdAt ?? created ?? 0,
        isProduction: target === "production",
        isReady: (readyState ?? state) === "READY",
        isStaged: readySubstate === "STAGED",
      }),
    ),
  ),
);

export const aliasRequestSchema = v.pipe(
  v.object({
    lastAliasRequest: v.nullish(
      v.object({ toDeploymentId: v.string(), jobStatus: v.string(), requestedAt: v.number() }),
    ),
  }),
  v.transform(({ lastAliasRequest: last }): AliasRequest | null =>
    last
      ? {
          toDeploymentId: last.toDeploymentId,
          hasSucceeded: last.jobStatus === "succeeded",
          requestedAt: last.requestedAt,
        }
      : null,
  ),
);

export const projectsSchema = v.pipe(
  v.object({
    projects: v.array(v.object({ id: v.string() })),
    pagination: v.nullish(v.object({ next: v.nullish(v.union([v.number(), v.string()])) })),
  }),
  v.transform(({ projects, pagination: page }) => ({
    ids: projects.map(({ id }) => id),
    next: page?.next ?? null,
  })),
);
