import { expect } from "chai";
import type { Fields } from "../../../sandbox/values.ts";
import { firstOf, TestAccount } from "./account.ts";

const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const name = "app-dev-landing-123456789012";
const weekly: Fields = { bucket: name, rules: [{ id: "expire", status: "Enabled", expiration: { days: 7 } }] };

describe("sandbox: aws.s3.BucketLifecycleConfiguration", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
    account.create("aws:s3/bucket:Bucket", "landing", { bucket: name });
  });

  const rule = (fields: Fields): Fields => ({ bucket: name, rules: [{ id: "r", status: "Enabled", ...fields }] });

  it("refuses wrong rules in the framework's words", () => {
    const reasons = (inputs: Fields): string[] => account.refusals(type, inputs);
    expect(reasons({ bucket: name, rules: [] })).to.deep.equal([
      "Attribute rule list must contain at least 1 elements, got: 0",
    ]);
    expect(reasons(rule({ status: "On" }))).to.deep.equal(['value must be one of: ["Enabled" "Disabled"], got: "On"']);
    expect(reasons(rule({ id: "x".repeat(256) }))).to.deep.equal(["string length must be between 1 and 255, got: 256"]);
    expect(reasons(rule({ noncurrentVersionExpiration: { noncurrentDays: 0 } }))).to.deep.equal([
      "value must be at least 1, got: 0",
    ]);
    expect(reasons(rule({ expiration: { date: "tomorrow" } }))[0]).to.match(/not valid RFC3339/);
    const both = { days: 1, date: "2026-01-01T00:00:00Z", storageClass: "GLACIER" };
    expect(reasons(rule({ transitions: [both] }))[0]).to.match(
      /2 attributes specified when one \(and only one\) of \[.*\] is required/,
    );
  });

  it("takes no filter for an empty one, and keeps the order of transitions out of it", () => {
    const transitions = [
      { days: 30, storageClass: "STANDARD_IA" },
      { days: 90, storageClass: "GLACIER" },
    ];
    const deployed = account.create(type, "x", rule({ filter: {}, transitions }));
    expect(deployed.state).to.include({ transitionDefaultMinimumObjectSize: "all_storage_classes_128K" });
    expect(account.diff(deployed, rule({ transitions: [...transitions].reverse() })).changed).to.deep.equal([]);
    expect(account.diff(deployed, rule({ filter: { prefix: "logs/" }, transitions })).changed).to.deep.equal([
      "rules[0].filter.prefix",
    ]);
  });

  it("is one for a bucket: the second takes the place of the first", () => {
    const first = account.create(type, "x", weekly);
    account.create(type, "x", rule({ expiration: { days: 30 } }));
    expect(firstOf(account.refreshed(first).inputs["rules"])).to.deep.include({ id: "r" });
  });
});
