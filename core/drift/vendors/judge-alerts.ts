/** Ways on which alerts get lost without any resource being different: subscriptions that wait, webhooks that fail. */
import type { Deployment } from "../../parity/state.ts";
import type { DriftDraft } from "../types.ts";
import { isoTime } from "./iso-time.ts";
import { type Recorded, recordedOfType, textOutput } from "./recorded.ts";

const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const WEBHOOK = "github:index/repositoryWebhook:RepositoryWebhook";

export interface DeclaredSubscription {
  readonly recorded: Recorded;
  readonly arn: string;
  readonly protocol: string;
}

export interface DeclaredWebhook {
  readonly recorded: Recorded;
  /** Name without owner. */
  readonly repository: string;
  readonly hook: number;
}

/** A request that GitHub made for a webhook. */
export interface SeenDelivery {
  /** The same for a delivery and its redeliveries. */
  readonly guid: string;
  /** Epoch milliseconds. */
  readonly deliveredAt: number;
  /** What it was answered with; 0 where there was no answer. */
  readonly status: number;
}

export function declaredSubscriptions(deployment: Deployment): DeclaredSubscription[] {
  return recordedOfType(deployment, SUBSCRIPTION).map((recorded) => ({
    recorded,
    arn: textOutput(recorded.outputs, "arn") ?? recorded.id,
    protocol: textOutput(recorded.outputs, "protocol") ?? "SNS",
  }));
}

export function declaredWebhooks(deployment: Deployment): DeclaredWebhook[] {
  return recordedOfType(deployment, WEBHOOK).flatMap((recorded) => {
    const repository = textOutput(recorded.outputs, "repository");
    const hook = Number(recorded.id.slice(recorded.id.lastIndexOf("/") + 1));
    return repository === null || !Number.isSafeInteger(hook) || hook <= 0 ? [] : [{ recorded, repository, hook }];
  });
}

/** The state may say that a subscription waits, because it did when it was made: what was meant is one that is confirmed. */
export function pendingSubscription({ recorded, protocol }: DeclaredSubscription): DriftDraft {
  return {
    code: "drift/changed",
    address: recorded.address,
    path: "pendingConfirmation",
    recorded: { state: "value", value: false },
    actual: { state: "value", value: true },
    detail: { vendor: { kind: "pending-subscription", name: recorded.name, protocol } },
  };
}

/**
 * A finding where the latest deliveries failed. One that failed and succeeded when it was redelivered counts as delivered; one
 * that was followed by a success is over, and GitHub keeps it for three days at most.
 * @param repository `owner/name`
 */
export function failedDeliveries(
  { recorded, hook }: DeclaredWebhook,
  repository: string,
  deliveries: readonly SeenDelivery[],
): DriftDraft[] {
  const latestFirst = [...deliveries].sort((left, right) => right.deliveredAt - left.deliveredAt);
  const outcomes = latestFirst.filter(({ guid }, index) => latestFirst.findIndex((one) => one.guid === guid) === index);
  const firstSuccess = outcomes.findIndex(isDelivered);
  const failed = firstSuccess < 0 ? outcomes : outcomes.slice(0, firstSuccess);
  const [latest] = failed;
  if (latest === undefined) return [];
  const since = isoTime(Math.min(...failed.map(({ deliveredAt }) => deliveredAt)));
  const { status } = latest;
  return [
    {
      code: "drift/changed",
      address: recorded.address,
      path: "deliveries",
      recorded: { state: "value", value: "delivered" },
      actual: { state: "value", value: "failed" },
      detail: {
        vendor: {
          kind: "failed-deliveries",
          name: recorded.name,
          failed: failed.length,
          status,
          since,
          repository,
          hook,
        },
      },
    },
  ];
}

/** docs.github.com, "Handling failed webhook deliveries": anything but a 2xx within ten seconds is a failure. */
function isDelivered({ status }: SeenDelivery): boolean {
  return status >= 200 && status < 300;
}
