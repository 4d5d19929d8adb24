import { expect } from "chai";
import { existingSubscriptions } from "../../../core/drill/subscriptions.ts";

const jdoe = "jdoe@example.com";
const arn = "arn:aws:sns:eu-central-1:123456789012:shop-alerts:1";

describe("the subscriptions of a topic as SNS lists them", () => {
  it("are confirmed with an ARN only, whatever the partition", () => {
    for (const confirmed of [arn, arn.replace("aws", "aws-us-gov")]) {
      expect(existingSubscriptions([{ Endpoint: jdoe, SubscriptionArn: confirmed }])).to.deep.equal([
        { endpoint: jdoe, isPending: false },
      ]);
    }
    for (const pending of ["PendingConfirmation", "", undefined]) {
      expect(existingSubscriptions([{ Endpoint: jdoe, SubscriptionArn: pending }])).to.deep.equal([
        { endpoint: jdoe, isPending: true },
      ]);
    }
  });

  it("are none once somebody unsubscribed, though SNS lists them for some days", () => {
    expect(existingSubscriptions([{ Endpoint: jdoe, SubscriptionArn: "Deleted" }])).to.deep.equal([]);
  });
});
