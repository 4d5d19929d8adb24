/** Sentences for what a refresh cannot see. They hold names and times, never a value. */
import type { VendorDetail } from "../vendor-detail.ts";
import type { Explanation } from "./words.ts";

export function explainVendor(detail: VendorDetail): Explanation {
  switch (detail.kind) {
    case "unmanaged":
      return {
        message: `the ${detail.what} ${detail.name} in ${detail.place} is declared nowhere`,
        remedy: `Declare it, or remove it there by hand: stagekeeper never deletes what it did not create. ${ALLOW}`,
      };
    case "foreign-write":
      return {
        message: `${detail.name} in ${detail.place} was written at ${detail.at}, outside of every update of the stack: it may no longer hold what was deployed`,
        remedy: `Restore it: ${restoreCommand(detail)}. Or give it a new value in the stack's configuration, then pulumi up --stack ${detail.stack}.`,
      };
    case "stale-deployment":
      return {
        message: `${detail.name} was changed at ${detail.changedAt}, after the live deployment of ${detail.project} was made (${detail.deployedAt}): production still runs with the old value`,
        remedy: `Deploy ${detail.project} again: a variable reaches new deployments only.`,
      };
    case "reviewers-removed":
      return {
        message: `the required reviewers of the environment ${detail.environment} were removed: nobody has to approve its deployments`,
        // https://github.com/integrations/terraform-provider-github/issues/3609
        remedy:
          "Set them again at GitHub (Settings, Environments): pulumi up does not, because the provider does not see that they are gone. Or adopt it: take them out of the program.",
      };
    case "branch-patterns":
      return {
        message: `the environment ${detail.environment} takes deployments from ${detail.extra === 1 ? "a branch or tag pattern" : `${detail.extra} branch or tag patterns`} that nobody declared`,
        remedy:
          "Remove it at GitHub (Settings, Environments), or declare it as a RepositoryEnvironmentDeploymentPolicy.",
      };
    case "pending-subscription":
      return {
        message: `the ${detail.protocol} subscription ${detail.name} was never confirmed: its alerts reach nobody`,
        remedy:
          "Confirm it with the link in the message that AWS sent. The link holds for two days: request a new one in the SNS console (Request confirmation).",
      };
    case "failed-deliveries":
      return {
        message: `the last ${detail.failed === 1 ? "delivery" : `${detail.failed} deliveries`} of the webhook ${detail.name} failed (${detail.status === 0 ? "no answer" : `status ${detail.status}`}), since ${detail.since}: alerts are lost`,
        remedy: `See what was answered at https://github.com/${detail.repository}/settings/hooks/${detail.hook}?tab=deliveries, repair the receiver, then redeliver there: GitHub does not try again by itself.`,
      };
  }
}

const ALLOW = "If it is wanted, allow it under drift.allow.";

/**
 * Pulumi writes a value again only where it changed, or where it makes the resource. A forced replacement creates first, which at
 * GitHub overwrites, and then deletes what it has just written; at Vercel it is told to delete first, as creating would be refused.
 */
function restoreCommand({ stack, urn, isOverwritten }: Extract<VendorDetail, { kind: "foreign-write" }>): string {
  return isOverwritten
    ? `pulumi state delete --stack ${stack} ${quoted(urn)}, which touches the state only, then pulumi up --stack ${stack}, which writes it again`
    : `pulumi up --stack ${stack} --replace ${quoted(urn)}`;
}

/** For a shell: URNs hold `$`. */
function quoted(urn: string): string {
  return `'${urn.replaceAll("'", "'\\''")}'`;
}
