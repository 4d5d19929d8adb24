import type { DriftDraft, VendorCheck, VendorContext } from "../../../../core/drift/types.ts";
import { GITHUB } from "../../../../core/drift/vendors/failure.ts";
import { githubPlaces } from "../../../../core/drift/vendors/github-places.ts";
import {
  type DeclaredWebhook,
  declaredWebhooks,
  failedDeliveries,
} from "../../../../core/drift/vendors/judge-alerts.ts";
import {
  githubCoverage,
  secretWrites,
  unmanagedBindings,
} from "../../../../core/drift/vendors/judge-github-bindings.ts";
import {
  type DeclaredEnvironment,
  declaredEnvironments,
  judgeProtection,
} from "../../../../core/drift/vendors/judge-protection.ts";
import type { ForeignWrites } from "../foreign-writes.ts";
import { Questions } from "../questions.ts";
import type { GitHubAccess } from "./client.ts";
import { gone, isEnvironmentGone, readPermission, readPlace, unlessGone } from "./places.ts";
import { GitHubReader } from "./reader.ts";

/** What GitHub's API says beyond a refresh. Asks nothing where the stack has nothing at GitHub. */
export function githubCheck(access: GitHubAccess | null, foreignWrites: ForeignWrites, now: () => Date): VendorCheck {
  return async (context) => {
    const places = githubPlaces(context);
    const environments = declaredEnvironments(context.deployment);
    const webhooks = declaredWebhooks(context.deployment);
    const questions = new Questions(GITHUB);
    if (places.length + webhooks.length === 0) return { drafts: [], incomplete: [], coverage: [], notes: [] };
    if (access === null) {
      questions.fail(
        { what: whatFor(context), permission: readPermission("Environments") },
        { kind: "no-credentials" },
      );
      return { drafts: [], incomplete: questions.lines, coverage: [], notes: [] };
    }
    const reader = new GitHubReader(access, now);
    const { owner } = context.config.github;
    const [read, invisible] = await Promise.all([
      Promise.all(places.map((place) => readPlace(reader, owner, place, questions))),
      Promise.all([
        ...environments.map((environment) => checkProtection(reader, owner, environment, questions)),
        ...webhooks.map((webhook) => checkDeliveries(reader, owner, webhook, questions)),
      ]),
    ]);
    const seen = read.filter((place) => place !== null);
    const writes = await foreignWrites(context, secretWrites(seen), reader.clockOffsetMs);
    return {
      drafts: [...unmanagedBindings(seen), ...writes.drafts, ...invisible.flat()],
      incomplete: [...questions.lines, ...writes.incomplete],
      coverage: githubCoverage(seen),
      notes: [],
    };
  };
}

async function checkProtection(
  reader: GitHubReader,
  owner: string,
  declared: DeclaredEnvironment,
  questions: Questions,
): Promise<readonly DriftDraft[]> {
  const { repository: repo, environment } = declared;
  const place = { owner, repo, environment };
  const what = `the protection rules of the environment ${environment}`;
  const rules = await questions.ask({ what, permission: readPermission("Actions") }, () =>
    unlessGone(
      () => reader.rules(place),
      () => isEnvironmentGone(reader, place),
    ),
  );
  return rules === null || rules === gone ? [] : judgeProtection(declared, rules);
}

async function checkDeliveries(
  reader: GitHubReader,
  owner: string,
  webhook: DeclaredWebhook,
  questions: Questions,
): Promise<readonly DriftDraft[]> {
  const { repository: repo, recorded, hook } = webhook;
  const place = { owner, repo, environment: null };
  const what = `the deliveries of the webhook ${recorded.name}`;
  const deliveries = await questions.ask({ what, permission: readPermission("Webhooks") }, () =>
    unlessGone(
      () => reader.deliveries(place, hook),
      async () => !(await reader.hooks(place)).includes(hook),
    ),
  );
  return deliveries === null || deliveries === gone ? [] : failedDeliveries(webhook, `${owner}/${repo}`, deliveries);
}

function whatFor({ kind, stage }: VendorContext): string {
  return kind === "stage" ? `the secrets, variables and rules of ${stage}` : `the webhooks of ${stage}`;
}
