import { UserError } from "../../core/user-error.ts";
import type { Vendor } from "../model.ts";
import { type Fields, number, text } from "../values.ts";
import { findProject, kinds, newVercelId, ofProject } from "./api.ts";

/** States that a person may give a deployment here; Vercel knows more on the way to them. */
const states = ["READY", "ERROR", "CANCELED", "BUILDING"] as const;
const targets = ["production", "preview"] as const;

export interface DeploymentRequest {
  /** Name or id of the project. */
  readonly project: string;
  readonly target: string;
  readonly state: string;
}

export interface AliasRequest {
  /** Name or id of the project. */
  readonly project: string;
  readonly deploymentId: string;
  readonly type: "rollback" | "promote";
}

/**
 * Makes a deployment, with the project's variables as they are now. One that is ready for production serves it at once, unless
 * the project was rolled back: then Vercel waits until somebody promotes one (vercel.com/docs/instant-rollback).
 */
export function deploy(vendor: Vendor, { project, target, state }: DeploymentRequest): string {
  const projectId = text(requireProject(vendor, project), "id");
  if (!isOneOf(targets, target))
    throw new UserError(`There is no target ${target}.`, `Use one of: ${targets.join(", ")}.`);
  if (!isOneOf(states, state)) throw new UserError(`There is no state ${state}.`, `Use one of: ${states.join(", ")}.`);
  const id = newVercelId(vendor, "dpl", `deployment ${projectId}`);
  const serves = state === "READY" && target === "production" && !isRolledBack(vendor, projectId);
  const variables = ofProject(vendor, kinds.variable, projectId).map(([, variable]) => number(variable, "updatedAt"));
  const createdAt = Math.max(vendor.now().getTime(), ...variables.map((updatedAt) => updatedAt + 1));
  const substate = state !== "READY" ? null : serves ? "PROMOTED" : "STAGED";
  vendor.store.put(kinds.deployment, id, { id, projectId, target, state, substate, createdAt });
  return id;
}

/** Serves production from another deployment that is ready. */
export function requestAlias(vendor: Vendor, { project, deploymentId, type }: AliasRequest): void {
  const found = requireProject(vendor, project);
  const deployment = vendor.store.get(kinds.deployment, deploymentId);
  if (
    deployment === null ||
    text(deployment, "projectId") !== text(found, "id") ||
    text(deployment, "state") !== "READY"
  ) {
    throw new UserError(`${project} has no deployment ${deploymentId} that is ready.`);
  }
  const current = deploymentsOf(vendor, text(found, "id"))[0];
  const newest = current === undefined ? 0 : number(current, "createdAt");
  vendor.store.commit([
    { kind: kinds.deployment, key: deploymentId, fields: { ...deployment, substate: "PROMOTED" } },
    {
      kind: kinds.aliasRequest,
      key: text(found, "id"),
      fields: {
        fromDeploymentId: current === undefined ? "" : text(current, "id"),
        toDeploymentId: deploymentId,
        jobStatus: "succeeded",
        requestedAt: Math.max(vendor.now().getTime(), newest),
        type,
      },
    },
  ]);
}

/** The newest first. */
export function deploymentsOf(vendor: Vendor, projectId: string): readonly Fields[] {
  return ofProject(vendor, kinds.deployment, projectId)
    .map(([, deployment]) => deployment)
    .sort((left, right) => number(right, "createdAt") - number(left, "createdAt"));
}

/** vercel.com/docs/rest-api, "List deployments". */
export function deploymentJson(vendor: Vendor, deployment: Fields): object {
  const id = text(deployment, "id");
  const project = findProject(vendor, text(deployment, "projectId"));
  const name = project === null ? "" : text(project, "name");
  const [createdAt, state, substate] = [
    number(deployment, "createdAt"),
    text(deployment, "state"),
    text(deployment, "substate"),
  ];
  return {
    uid: id,
    name,
    projectId: text(deployment, "projectId"),
    url: `${name}-${id.slice(-9).toLowerCase()}.vercel.app`,
    created: createdAt,
    createdAt,
    ...(state === "READY" ? { ready: createdAt } : {}),
    state,
    readyState: state,
    ...(substate === "" ? {} : { readySubstate: substate }),
    type: "LAMBDAS",
    creator: { uid: "sandbox", username: vendor.world.github.owner },
    inspectorUrl: null,
    meta: {},
    target: text(deployment, "target") === "production" ? "production" : null,
  };
}

/** The last rollback or promotion of a project, as its answer shows it. */
export function aliasRequestJson({ store }: Vendor, projectId: string): object | null {
  return store.get(kinds.aliasRequest, projectId);
}

function isRolledBack({ store }: Vendor, projectId: string): boolean {
  return text(store.get(kinds.aliasRequest, projectId) ?? {}, "type") === "rollback";
}

function requireProject(vendor: Vendor, project: string): Fields {
  const found = findProject(vendor, project);
  if (found === null) throw new UserError(`There is no Vercel project "${project}" in the sandbox.`);
  return found;
}

function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word);
}
