import { expect } from "chai";
import type { Fields } from "../../../sandbox/values.ts";
import { firstOf, refusalOf, TestAccount } from "./account.ts";

const type = "aws:dynamodb/table:Table";
const key = { name: "pk", type: "S" };
const provisioned: Fields = {
  name: "app-dev-facts",
  hashKey: "pk",
  attributes: [key],
  readCapacity: 5,
  writeCapacity: 5,
};
const onDemand: Fields = { name: "app-dev-facts", hashKey: "pk", attributes: [key], billingMode: "PAY_PER_REQUEST" };
const index: Fields = { name: "byState", hashKey: "state", projectionType: "ALL", readCapacity: 1, writeCapacity: 1 };
const indexed: Fields = {
  ...provisioned,
  attributes: [key, { name: "state", type: "S" }],
  globalSecondaryIndexes: [index],
};

describe("sandbox: aws.dynamodb.Table", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
  });

  it("fills in defaults and remembers which", () => {
    const { name: _name, ...unnamed } = provisioned;
    const inputs = account.checked(type, "facts", unnamed);
    expect(inputs).to.include({ billingMode: "PROVISIONED", tableClass: "STANDARD", region: "eu-central-1" });
    expect(inputs["name"]).to.match(/^facts-[0-9a-f]{7}$/);
    // The region is there before the provider's defaults are, so it is none of them.
    expect(inputs["__defaults"]).to.deep.equal(["billingMode", "name", "tableClass"]);
  });

  it("returns what the provider reads back", () => {
    const { id, state } = account.create(type, "facts", { ...provisioned, tags: { Stage: "dev" } });
    expect(id).to.equal("app-dev-facts");
    expect(state).to.deep.include({
      id: "app-dev-facts",
      arn: "arn:aws:dynamodb:eu-central-1:123456789012:table/app-dev-facts",
      billingMode: "PROVISIONED",
      deletionProtectionEnabled: false,
      globalSecondaryIndexes: [],
      pointInTimeRecovery: { enabled: false, recoveryPeriodInDays: 0 },
      serverSideEncryption: null,
      streamArn: "",
      streamEnabled: false,
      ttl: { enabled: false, attributeName: "" },
      tags: { Stage: "dev" },
      tagsAll: { Stage: "dev" },
      warmThroughput: null,
    });
  });

  it("shows the keys of an index in both spellings and keeps recovery for 35 days", () => {
    const { state } = account.create(type, "facts", { ...indexed, pointInTimeRecovery: { enabled: true } });
    expect(state["pointInTimeRecovery"]).to.deep.equal({ enabled: true, recoveryPeriodInDays: 35 });
    expect(firstOf(state["globalSecondaryIndexes"])).to.deep.include({
      hashKey: "state",
      rangeKey: "",
      keySchemas: [{ attributeName: "state", keyType: "HASH" }],
      readCapacity: 1,
    });
  });

  it("makes a stream, keeps its name when it ends, and makes another one", () => {
    const streaming = { ...onDemand, streamEnabled: true, streamViewType: "NEW_IMAGE" };
    const first = account.create(type, "facts", streaming);
    const arn = first.state["streamArn"];
    expect(arn).to.equal(`${first.state["arn"]}/stream/2026-11-23T16:00:00.000`);
    expect(account.diff(first, onDemand).changed).to.include.members(["streamArn", "streamEnabled", "streamLabel"]);
    const off = account.update(first, onDemand);
    expect(off.state).to.include({ streamEnabled: false, streamArn: arn });
  });

  it("changes nothing the second time, in whatever order and spelling", () => {
    const deployed = account.create(type, "facts", {
      ...indexed,
      ttl: { enabled: false, attributeName: "expires" },
      serverSideEncryption: { enabled: false },
    });
    const again = {
      ...indexed,
      attributes: [{ name: "state", type: "S" }, key],
      pointInTimeRecovery: { enabled: false },
      globalSecondaryIndexes: [{ ...index, hashKey: null, keySchemas: [{ attributeName: "state", keyType: "HASH" }] }],
    };
    expect(account.diff(deployed, again).changed).to.deep.equal([]);
  });

  it("replaces on name, keys, local indexes and region, and only on these", () => {
    const deployed = account.create(type, "facts", provisioned);
    const replaced = (inputs: Fields): readonly string[] =>
      account.diff(deployed, { ...provisioned, ...inputs }).replaces;
    expect(replaced({ name: "other" })).to.deep.equal(["name"]);
    expect(replaced({ hashKey: "id", attributes: [{ name: "id", type: "S" }] })).to.deep.equal(["hashKey"]);
    expect(replaced({ rangeKey: "sk", attributes: [key, { name: "sk", type: "S" }] })).to.deep.equal(["rangeKey"]);
    expect(replaced({ region: "eu-west-1" })).to.deep.equal(["region"]);
    for (const inputs of [
      { billingMode: "PAY_PER_REQUEST", readCapacity: null, writeCapacity: null },
      { tableClass: "STANDARD_INFREQUENT_ACCESS" },
      { ttl: { enabled: true, attributeName: "expires" } },
      { pointInTimeRecovery: { enabled: true } },
      { deletionProtectionEnabled: true },
      { tags: { Stage: "dev" } },
    ]) {
      const { changed, replaces } = account.diff(deployed, { ...provisioned, ...inputs });
      expect(changed).not.to.deep.equal([]);
      expect(replaces).to.deep.equal([]);
    }
  });

  it("keeps time to live that the program no longer mentions", () => {
    const deployed = account.create(type, "facts", {
      ...provisioned,
      ttl: { enabled: true, attributeName: "expires" },
    });
    expect(account.diff(deployed, provisioned).changed).to.deep.equal([]);
  });

  it("refuses to lower warm throughput", () => {
    const warm = (reads: number): Fields => ({
      ...onDemand,
      warmThroughput: { readUnitsPerSecond: reads, writeUnitsPerSecond: 5_000 },
    });
    const deployed = account.create(type, "facts", warm(14_000));
    expect(refusalOf(() => account.diff(deployed, warm(13_000)))).to.equal(
      "warm_throughput.0.read_units_per_second cannot be decreased (current value: 14000, requested value: 13000)",
    );
  });

  it("shows a billing mode that was changed by hand, with capacities of 0, and sets it right", () => {
    const deployed = account.create(type, "facts", indexed);
    account.edit(deployed, { billingMode: "PAY_PER_REQUEST" });
    const refreshed = account.refreshed(deployed);
    expect(refreshed.inputs).to.include({ billingMode: "PAY_PER_REQUEST", readCapacity: 0, writeCapacity: 0 });
    expect(firstOf(refreshed.state["globalSecondaryIndexes"])).to.include({ readCapacity: 0 });
    expect(account.diff(refreshed, indexed).changed).to.include.members([
      "billingMode",
      "readCapacity",
      "writeCapacity",
    ]);
    const repaired = account.update(refreshed, indexed);
    expect(repaired.state).to.include({ billingMode: "PROVISIONED", readCapacity: 5 });
    expect(account.refresh(repaired)?.state).to.deep.equal(repaired.state);
  });

  it("adds, changes and removes global indexes in place", () => {
    const deployed = account.create(type, "facts", indexed);
    const bigger = { ...indexed, globalSecondaryIndexes: [{ ...index, readCapacity: 3 }] };
    expect(account.diff(deployed, bigger)).to.deep.equal({ changed: ["globalSecondaryIndexes[0]"], replaces: [] });
    const updated = account.update(deployed, bigger);
    expect(firstOf(updated.state["globalSecondaryIndexes"])).to.include({ readCapacity: 3, writeCapacity: 1 });
    expect(account.update(updated, { ...provisioned, globalSecondaryIndexes: [] }).state).to.deep.include({
      globalSecondaryIndexes: [],
    });
  });

  it("is gone from the state when it is gone", () => {
    const deployed = account.create(type, "facts", provisioned);
    account.vanish(deployed);
    expect(account.refresh(deployed)).to.equal(null);
    account.delete(deployed);
  });

  it("is not deleted while it is protected", () => {
    const deployed = account.create(type, "facts", { ...provisioned, deletionProtectionEnabled: true });
    expect(refusalOf(() => account.delete(deployed))).to.match(
      /^deleting AWS DynamoDB Table \(app-dev-facts\): .*api error ValidationException: Resource cannot be deleted as it is currently protected against deletion\. Disable deletion protection first\.$/,
    );
    const unprotected = account.update(deployed, provisioned);
    account.delete(unprotected);
    expect(account.refresh(unprotected)).to.equal(null);
  });
});
