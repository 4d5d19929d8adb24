/**
 * Rules of GitHub's environments that the provider's refresh cannot see: it reads reviewers only where there are any
 * (https://github.com/integrations/terraform-provider-github/issues/3609), and branch patterns one by one.
 */
import type { Json } from "../../findings/report.ts";
import type { Deployment } from "../../parity/state.ts";
import { isTree } from "../../parity/values.ts";
import type { DriftDraft } from "../types.ts";
import { listOutput, numberOutput, type Recorded, recordedOfType, textOutput } from "./recorded.ts";

/** An environment that the state declares. */
export interface DeclaredEnvironment {
  readonly recorded: Recorded;
  /** Name without owner. */
  readonly repository: string;
  readonly environment: string;
  /** The patterns that the state declares for it. */
  readonly patterns: readonly Pattern[];
}

export interface Pattern {
  readonly id: number;
  readonly kind: "branch" | "tag";
  readonly name: string;
}

/** An environment's rules as GitHub has them. */
export interface SeenRules {
  readonly hasReviewers: boolean;
  /** Null where no custom patterns are in force. */
  readonly patterns: readonly Pattern[] | null;
}

const ENVIRONMENT = "github:index/repositoryEnvironment:RepositoryEnvironment";
const POLICY = "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";

export function declaredEnvironments(deployment: Deployment): DeclaredEnvironment[] {
  const policies = recordedOfType(deployment, POLICY);
  return recordedOfType(deployment, ENVIRONMENT).flatMap((recorded) => {
    const place = placeOf(recorded);
    if (place === null) return [];
    const patterns = policies.filter((policy) => isSamePlace(placeOf(policy), place)).flatMap(patternOf);
    return [{ recorded, ...place, patterns }];
  });
}

export function judgeProtection(declared: DeclaredEnvironment, seen: SeenRules): DriftDraft[] {
  return [...removedReviewers(declared, seen), ...undeclaredPatterns(declared, seen)];
}

/** Where some are left, a refresh shows which are missing. */
function removedReviewers({ recorded, environment }: DeclaredEnvironment, seen: SeenRules): DriftDraft[] {
  const reviewers = listOutput(recorded.outputs, "reviewers").filter(isTree);
  const count = reviewers.flatMap((block) => [...listOutput(block, "users"), ...listOutput(block, "teams")]).length;
  if (count === 0 || seen.hasReviewers) return [];
  const value = reviewers.map((block) => ({ teams: numbers(block, "teams"), users: numbers(block, "users") }));
  return [
    {
      code: "drift/changed",
      address: recorded.address,
      path: "reviewers",
      recorded: { state: "value", value },
      actual: { state: "absent" },
      detail: { vendor: { kind: "reviewers-removed", environment } },
    },
  ];
}

/** A changed or removed pattern shows in a refresh of its own resource. Where none is declared, nothing was said about them. */
function undeclaredPatterns({ recorded, environment, patterns }: DeclaredEnvironment, seen: SeenRules): DriftDraft[] {
  if (seen.patterns === null || patterns.length === 0) return [];
  const known = new Set(patterns.map(({ id }) => id));
  const extra = seen.patterns.filter(({ id }) => !known.has(id));
  if (extra.length === 0) return [];
  return [
    {
      code: "drift/changed",
      address: recorded.address,
      path: "deploymentBranchPolicy.customBranchPolicies",
      recorded: { state: "value", value: shown(patterns) },
      actual: { state: "value", value: shown(seen.patterns) },
      detail: { vendor: { kind: "branch-patterns", environment, extra: extra.length } },
    },
  ];
}

/** `main`, `tag v*`. */
function shown(patterns: readonly Pattern[]): Json {
  return patterns.map(({ kind, name }) => (kind === "tag" ? `tag ${name}` : name)).sort();
}

function patternOf({ outputs }: Recorded): Pattern[] {
  const [branch, tag, id] = [
    textOutput(outputs, "branchPattern"),
    textOutput(outputs, "tagPattern"),
    numberOutput(outputs, "policyId"),
  ];
  const name = branch ?? tag;
  return name === null || id === null ? [] : [{ id, kind: branch === null ? "tag" : "branch", name }];
}

function placeOf({ outputs }: Recorded): { repository: string; environment: string } | null {
  const [repository, environment] = [textOutput(outputs, "repository"), textOutput(outputs, "environment")];
  return repository === null || environment === null ? null : { repository, environment };
}

/** GitHub does not care for case. */
function isSamePlace(left: ReturnType<typeof placeOf>, right: ReturnType<typeof placeOf>): boolean {
  const key = (place: ReturnType<typeof placeOf>) => `${place?.repository}\0${place?.environment}`.toLowerCase();
  return left !== null && right !== null && key(left) === key(right);
}

function numbers(tree: Parameters<typeof listOutput>[0], name: string): number[] {
  return listOutput(tree, name).filter((entry) => typeof entry === "number");
}
