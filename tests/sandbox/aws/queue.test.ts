import { expect } from "chai";
import type { Fields } from "../../../sandbox/values.ts";
import { refusalOf, TestAccount } from "./account.ts";

const type = "aws:sqs/queue:Queue";
const url = "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs";

describe("sandbox: aws.sqs.Queue", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
  });

  it("returns its URL as id, and the provider's defaults", () => {
    const { id, state } = account.create(type, "q", { name: "jobs" });
    expect(id).to.equal(url);
    expect(state).to.include({
      url,
      arn: "arn:aws:sqs:eu-central-1:123456789012:jobs",
      delaySeconds: 0,
      fifoQueue: false,
      kmsDataKeyReusePeriodSeconds: 300,
      maxMessageSize: 262_144,
      messageRetentionSeconds: 345_600,
      policy: "",
      redrivePolicy: "",
      sqsManagedSseEnabled: true,
      visibilityTimeoutSeconds: 30,
    });
  });

  it("names itself, with the ending of a FIFO queue", () => {
    const inputs = account.checked(type, "ordered".padEnd(90, "x"), { fifoQueue: true });
    expect(inputs["name"]).to.match(/^orderedx+-[0-9a-f]{7}\.fifo$/);
    expect(inputs["name"]).to.have.length(80);
    expect(account.create(type, "p", { namePrefix: "job-", fifoQueue: true }).state["name"]).to.match(
      /^job-\d{26}\.fifo$/,
    );
  });

  describe("refuses", () => {
    const cases: readonly (readonly [inputs: Fields, reason: string])[] = [
      [{ delaySeconds: 901 }, "expected delay_seconds to be in the range (0 - 900), got 901"],
      [{ maxMessageSize: 1 }, "expected max_message_size to be in the range (1024 - 1048576), got 1"],
      [{ policy: "x" }, `"policy" contains an invalid JSON: invalid character 'x' looking for beginning of value`],
      [{ deduplicationScope: "all" }, 'expected deduplication_scope to be one of ["messageGroup" "queue"], got all'],
    ];
    for (const [inputs, reason] of cases) {
      it(Object.keys(inputs).join(" and "), () => expect(account.refusals(type, inputs)).to.deep.equal([reason]));
    }

    it("wrong names and deduplication without order, when it plans", () => {
      const refused = (inputs: Fields): string => refusalOf(() => account.create(type, "q", inputs));
      expect(refused({ name: "a b" })).to.equal("invalid queue name: a b");
      expect(refused({ name: "jobs", fifoQueue: true })).to.equal("invalid queue name: jobs");
      expect(refused({ contentBasedDeduplication: true })).to.equal(
        "content-based deduplication can only be set for FIFO queue",
      );
      expect(refused({ receiveWaitTimeSeconds: 21 })).to.match(
        /InvalidAttributeValue: Invalid value for the parameter/,
      );
    });

    it("another queue of the name, but takes one that is the same", () => {
      account.create(type, "q", { name: "jobs" });
      expect(refusalOf(() => account.create(type, "r", { name: "jobs", delaySeconds: 5 }))).to.match(
        /^creating SQS Queue \(jobs\): .*QueueNameExists: A queue already exists with the same name and a different value for attribute DelaySeconds$/,
      );
      expect(account.create(type, "r", { name: "jobs" }).id).to.equal(url);
    });
  });

  it("replaces on name and order, not on times, and ignores white space in JSON", () => {
    const redrive = { maxReceiveCount: 3, deadLetterTargetArn: "arn:aws:sqs:eu-central-1:123456789012:dead" };
    const inputs = { name: "jobs", redrivePolicy: JSON.stringify(redrive) };
    const deployed = account.create(type, "q", inputs);
    expect(
      account.diff(deployed, { ...inputs, redrivePolicy: JSON.stringify(redrive, null, 2) }).changed,
    ).to.deep.equal([]);
    expect(account.diff(deployed, { ...inputs, name: "other" }).replaces).to.deep.equal(["name"]);
    expect(account.diff(deployed, { ...inputs, name: "jobs.fifo", fifoQueue: true }).replaces).to.deep.equal([
      "fifoQueue",
      "name",
    ]);
    expect(account.diff(deployed, { ...inputs, delaySeconds: 3 })).to.deep.equal({
      changed: ["delaySeconds"],
      replaces: [],
    });
    expect(account.diff(deployed, { ...inputs, kmsDataKeyReusePeriodSeconds: 600 }).changed).to.deep.equal([]);
  });

  it("is encrypted by SQS or by a key", () => {
    const deployed = account.create(type, "q", { name: "jobs" });
    const keyed = account.update(deployed, { name: "jobs", kmsMasterKeyId: "alias/aws/sqs" });
    expect(keyed.state).to.include({ kmsMasterKeyId: "alias/aws/sqs", sqsManagedSseEnabled: false });
  });

  it("shows what was changed by hand, and that it is gone", () => {
    const deployed = account.create(type, "q", { name: "jobs", visibilityTimeoutSeconds: 60 });
    account.edit(deployed, { visibilityTimeoutSeconds: 5 });
    expect(account.refreshed(deployed).inputs["visibilityTimeoutSeconds"]).to.equal(5);
    account.delete(deployed);
    expect(account.refresh(deployed)).to.equal(null);
    expect(refusalOf(() => account.update(deployed, { name: "jobs", delaySeconds: 1 }))).to.match(/QueueDoesNotExist/);
  });
});
