import { type Context, Hono } from "hono";
import type { Vendor } from "../model.ts";
import { type Fields, flag, isFields, list, number, object, optionalText, text } from "../values.ts";
import { findEnvironment, githubKey, heldBy, kinds } from "./objects.ts";
import { refusal, sendCountedPage } from "./pages.ts";

/** Environments of the repository and what they hold (docs.github.com/rest/deployments, docs.github.com/rest/actions). */
export function environmentRoutes(vendor: Vendor): Hono {
  const app = new Hono();
  const { repository } = vendor.world.github;
  const withEnvironment = (c: Context, use: (found: Fields, key: string) => Response): Response => {
    const name = c.req.param("environment") ?? "";
    const found = findEnvironment(vendor, repository, name);
    const key = githubKey(`${repository}:${name.replaceAll(":", "??")}`);
    return found === null ? refusal(c, 404, "Not Found") : use(found, key);
  };

  app.get("/environments", (c) => {
    const environments = vendor.store.list(kinds.environment).map(([, fields]) => environmentJson(vendor, fields));
    return sendCountedPage(c, "environments", environments);
  });

  app.get("/environments/:environment", (c) => withEnvironment(c, (found) => c.json(environmentJson(vendor, found))));

  /** 404 also where the environment takes no custom patterns. */
  app.get("/environments/:environment/deployment-branch-policies", (c) =>
    withEnvironment(c, (found, key) => {
      if (!flag(object(found, "deploymentBranchPolicy") ?? {}, "customBranchPolicies"))
        return refusal(c, 404, "Not Found");
      return sendCountedPage(c, "branch_policies", heldBy(vendor, kinds.policy, key, "branchPattern").map(policyJson));
    }),
  );

  for (const { path, kind, name, sizes, toJson } of lists) {
    app.get(`/environments/:environment/${path}`, (c) =>
      withEnvironment(c, (_found, key) =>
        sendCountedPage(c, path, heldBy(vendor, kind.environment, key, name).map(toJson), sizes),
      ),
    );
    app.get(`/actions/${path}`, (c) =>
      sendCountedPage(c, path, heldBy(vendor, kind.repository, githubKey(repository), name).map(toJson), sizes),
    );
  }
  return app;
}

/** Secrets and variables, of an environment or of the repository. A page of variables is smaller than others. */
const lists = [
  {
    path: "secrets",
    kind: { environment: kinds.environmentSecret, repository: kinds.secret },
    name: "secretName",
    sizes: { standard: 30, largest: 100 },
    toJson: (fields: Fields) => ({ name: text(fields, "secretName").toUpperCase(), ...datesJson(fields) }),
  },
  {
    path: "variables",
    kind: { environment: kinds.environmentVariable, repository: kinds.variable },
    name: "variableName",
    sizes: { standard: 10, largest: 30 },
    toJson: (fields: Fields) => ({
      name: text(fields, "variableName").toUpperCase(),
      value: text(fields, "value"),
      ...datesJson(fields),
    }),
  },
] as const;

function datesJson(fields: Fields): object {
  return { created_at: text(fields, "createdAt"), updated_at: text(fields, "updatedAt") };
}

function policyJson(fields: Fields): object {
  const branch = optionalText(fields, "branchPattern");
  return {
    id: number(fields, "policyId"),
    name: branch ?? text(fields, "tagPattern"),
    type: branch === null ? "tag" : "branch",
  };
}

function environmentJson(vendor: Vendor, fields: Fields): object {
  const policy = object(fields, "deploymentBranchPolicy");
  return {
    id: number(fields, "number"),
    name: text(fields, "environment"),
    ...datesJson(fields),
    can_admins_bypass: flag(fields, "canAdminsBypass"),
    protection_rules: protectionRules(vendor, fields),
    deployment_branch_policy:
      policy === null
        ? null
        : {
            protected_branches: flag(policy, "protectedBranches"),
            custom_branch_policies: flag(policy, "customBranchPolicies"),
          },
  };
}

/** GitHub lists only the rules that there are. */
function protectionRules(vendor: Vendor, fields: Fields): object[] {
  const rules: object[] = [];
  const waitTimer = number(fields, "waitTimer");
  if (waitTimer > 0) rules.push({ id: 1, type: "wait_timer", wait_timer: waitTimer });
  const reviewers = reviewersJson(vendor, fields);
  if (reviewers.length > 0) {
    const prevent = flag(fields, "preventSelfReview");
    rules.push({ id: 2, type: "required_reviewers", prevent_self_review: prevent, reviewers });
  }
  if (object(fields, "deploymentBranchPolicy") !== null) rules.push({ id: 3, type: "branch_policy" });
  return rules;
}

function reviewersJson({ world }: Vendor, fields: Fields): object[] {
  const [block] = list(fields, "reviewers");
  if (!isFields(block)) return [];
  const { users, teams } = world.github;
  return [
    ...list(block, "users").map((id) => ({
      type: "User",
      reviewer: { id, login: users.find((user) => user.id === id)?.login },
    })),
    ...list(block, "teams").map((id) => ({
      type: "Team",
      reviewer: { id, slug: teams.find((team) => team.id === id)?.slug },
    })),
  ];
}
