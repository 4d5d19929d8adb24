import { expect } from "chai";
import {
  declaredSubscriptions,
  declaredWebhooks,
  failedDeliveries,
  pendingSubscription,
  type SeenDelivery,
} from "../../../../core/drift/vendors/judge-alerts.ts";
import { deployment, resource } from "./states.ts";

const minute = 60_000;
const start = Date.parse("2026-11-24T10:00:00Z");
const delivery = (guid: string, minutes: number, status: number): SeenDelivery => ({
  guid,
  deliveredAt: start + minutes * minute,
  status,
});

const webhookType = "github:index/repositoryWebhook:RepositoryWebhook";
const [webhook] = declaredWebhooks(
  deployment(resource(webhookType, "relay", { repository: "agent-ops" }, { id: "4711" })),
);

function judged(...deliveries: readonly SeenDelivery[]) {
  if (webhook === undefined) throw new Error("there is no webhook");
  return failedDeliveries(webhook, "jdoe/agent-ops", deliveries);
}

describe("deliveries of a webhook", () => {
  it("that fail are a finding, with how many in a row and since when", () => {
    expect(judged(delivery("a", 0, 200), delivery("b", 1, 502), delivery("c", 2, 0))).to.deep.equal([
      {
        code: "drift/changed",
        address: `${webhookType}::relay`,
        path: "deliveries",
        recorded: { state: "value", value: "delivered" },
        actual: { state: "value", value: "failed" },
        detail: {
          vendor: {
            kind: "failed-deliveries",
            name: "relay",
            failed: 2,
            status: 0,
            since: "2026-11-24T10:01:00Z",
            repository: "jdoe/agent-ops",
            hook: 4711,
          },
        },
      },
    ]);
  });

  const quiet: readonly (readonly [string, readonly SeenDelivery[]])[] = [
    ["where there were none", []],
    ["where all arrived", [delivery("a", 0, 200), delivery("b", 1, 204)]],
    ["where a later one arrived", [delivery("a", 0, 500), delivery("b", 1, 200)]],
    ["where the one that failed was redelivered", [delivery("a", 0, 500), delivery("a", 5, 200)]],
  ];
  for (const [title, deliveries] of quiet) {
    it(`are none ${title}`, () => {
      expect(judged(...deliveries)).to.deep.equal([]);
      expect(judged(...[...deliveries].reverse()), "in the other order").to.deep.equal([]);
    });
  }

  it("fail again where the redelivery does, and where they are answered with a redirect", () => {
    expect(judged(delivery("a", 0, 500), delivery("a", 5, 500))[0]?.detail?.vendor).to.include({ failed: 1 });
    expect(judged(delivery("a", 0, 302))).to.have.length(1);
  });

  it("are asked of a hook with a number, also an imported one", () => {
    const imported = deployment(resource(webhookType, "relay", { repository: "agent-ops" }, { id: "agent-ops/12" }));
    expect(declaredWebhooks(imported).map(({ hook }) => hook)).to.deep.equal([12]);
    expect(declaredWebhooks(deployment(resource(webhookType, "relay", {}, { id: "12" })))).to.deep.equal([]);
    expect(declaredWebhooks(deployment(resource(webhookType, "x", { repository: "r" }, { id: "" })))).to.deep.equal([]);
  });
});

describe("a subscription that waits for its confirmation", () => {
  it("is a finding, also where the state has recorded that it waits", () => {
    const arn = "arn:aws:sns:eu-central-1:123456789012:agent-ops-alerts:1";
    const type = "aws:sns/topicSubscription:TopicSubscription";
    const outputs = { arn, protocol: "email", pendingConfirmation: true, endpoint: "jdoe@example.com" };
    const [subscription] = declaredSubscriptions(deployment(resource(type, "jdoe", outputs)));
    if (subscription === undefined) throw new Error("there is no subscription");
    expect(subscription).to.include({ arn, protocol: "email" });
    expect(pendingSubscription(subscription)).to.deep.equal({
      code: "drift/changed",
      address: `${type}::jdoe`,
      path: "pendingConfirmation",
      recorded: { state: "value", value: false },
      actual: { state: "value", value: true },
      detail: { vendor: { kind: "pending-subscription", name: "jdoe", protocol: "email" } },
    });
  });
});
