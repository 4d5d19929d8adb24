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

  describe("refuses", () => {
    const combination = "Invalid Attribute Combination.";
    const cases: readonly (readonly [title: string, inputs: Fields, reason: string])[] = [
      [
        "an unknown billing mode",
        { ...provisioned, billingMode: "FREE" },
        'expected billing_mode to be one of ["PROVISIONED" "PAY_PER_REQUEST"], got FREE',
      ],
      [
        "capacities of an on-demand table",
        { ...onDemand, readCapacity: 5 },
        `${combination} Attribute "read_capacity" cannot be specified when "billing_mode" is "PAY_PER_REQUEST".`,
      ],
      [
        "a provisioned capacity of 0",
        { ...provisioned, writeCapacity: 0 },
        `${combination} Attribute "write_capacity" must be at least 1 when "billing_mode" is "PROVISIONED".`,
      ],
      [
        "capacities beside a limit for on-demand",
        { ...provisioned, writeCapacity: null, onDemandThroughput: { maxReadRequestUnits: 10 } },
        '"read_capacity": conflicts with on_demand_throughput',
      ],
      [
        "time to live without an attribute",
        { ...provisioned, ttl: { enabled: true } },
        `${combination} Attribute "ttl[0].attribute_name" must be specified when "ttl[0].enabled" is "true".`,
      ],
      [
        "time to live with an empty attribute",
        { ...provisioned, ttl: { enabled: true, attributeName: "" } },
        'Invalid Attribute Value. Attribute "ttl[0].attribute_name" cannot have an empty value when "ttl[0].enabled" is "true"',
      ],
      [
        "a stream without a view",
        { ...provisioned, streamEnabled: true },
        `${combination} Attribute "stream_view_type" must be specified when "stream_enabled" is "true".`,
      ],
      [
        "a view without a stream",
        { ...provisioned, streamViewType: "NEW_IMAGE" },
        `${combination} Attribute "stream_enabled" must be specified when "stream_view_type" is specified.`,
      ],
      [
        "too long a recovery period",
        { ...provisioned, pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 36 } },
        "expected recovery_period_in_days to be in the range (1 - 35), got 36",
      ],
      [
        "an index with keys in both spellings",
        {
          ...indexed,
          globalSecondaryIndexes: [{ ...index, keySchemas: [{ attributeName: "state", keyType: "HASH" }] }],
        },
        `${combination} Exactly one of ["global_secondary_index[0].key_schema", "global_secondary_index[0].hash_key"] must be specified, got 2`,
      ],
      [
        "an index without keys",
        { ...indexed, globalSecondaryIndexes: [{ name: "i", projectionType: "ALL" }] },
        `${combination} Exactly one of ["global_secondary_index[0].key_schema", "global_secondary_index[0].hash_key"] must be specified, got 0`,
      ],
      [
        "a range key before a hash key",
        {
          ...indexed,
          globalSecondaryIndexes: [
            {
              name: "i",
              projectionType: "ALL",
              keySchemas: [
                { attributeName: "pk", keyType: "RANGE" },
                { attributeName: "state", keyType: "HASH" },
              ],
            },
          ],
        },
        'Invalid Attribute Value. All elements of global_secondary_index[0].key_schema with "key_type" "HASH" must be before elements with "key_type" "RANGE"',
      ],
      [
        "too little warm throughput",
        { ...onDemand, warmThroughput: { readUnitsPerSecond: 11_999, writeUnitsPerSecond: 4_000 } },
        "expected read_units_per_second to be at least (12000), got 11999",
      ],
    ];
    for (const [title, inputs, reason] of cases) {
      it(title, () => expect(account.refusals(type, inputs)).to.deep.equal([reason]));
    }

    it("nothing in a good table", () => {
      expect(account.refusals(type, indexed)).to.deep.equal([]);
      expect(account.refusals(type, onDemand)).to.deep.equal([]);
    });

    it("replicas, which it does not model", () => {
      expect(account.refusals(type, { ...onDemand, replicas: [{ regionName: "eu-west-1" }] })[0]).to.match(
        /does not model the property "replicas"/,
      );
    });

    it("attributes that are no keys, and keys that are no attributes, when it plans", () => {
      const unused = { ...provisioned, attributes: [key, { name: "b", type: "S" }, { name: "a", type: "S" }] };
      expect(refusalOf(() => account.create(type, "t", unused))).to.equal(
        'all attributes must be indexed. Unused attributes: ["a" "b"]',
      );
      expect(refusalOf(() => account.create(type, "t", { ...provisioned, rangeKey: "sk" }))).to.equal(
        'all indexes must match a defined attribute. Unmatched indexes: ["sk"]',
      );
    });

    it("an index without capacities in a provisioned table, when it creates", () => {
      const without = { ...indexed, globalSecondaryIndexes: [{ name: "i", hashKey: "state", projectionType: "ALL" }] };
      expect(refusalOf(() => account.create(type, "t", without))).to.equal(
        "creating AWS DynamoDB Table (app-dev-facts): write capacity must be > 0 when billing mode is PROVISIONED",
      );
    });

    it("a provisioned table without capacities, a bad name and a taken name, as the API does", () => {
      const { readCapacity: _read, writeCapacity: _write, ...bare } = provisioned;
      expect(refusalOf(() => account.create(type, "t", bare))).to.match(
        /^creating AWS DynamoDB Table \(app-dev-facts\): operation error DynamoDB: CreateTable, https response error StatusCode: 400, RequestID: [\w-]+, api error ValidationException: 2 validation errors detected: Value '0' at 'provisionedThroughput.readCapacityUnits'/,
      );
      expect(refusalOf(() => account.create(type, "t", { ...onDemand, name: "a b c" }))).to.match(
        /Member must satisfy regular expression pattern: \[a-zA-Z0-9_\.-\]\+$/,
      );
      account.create(type, "t", onDemand);
      expect(refusalOf(() => account.create(type, "t", onDemand))).to.match(
        /^creating AWS DynamoDB Table \(app-dev-facts\): .*, ResourceInUseException: Table already exists: app-dev-facts$/,
      );
    });

    it("a local index without a range key of the table", () => {
      const local = {
        ...onDemand,
        attributes: [key, { name: "l", type: "S" }],
        localSecondaryIndexes: [{ name: "l", rangeKey: "l", projectionType: "ALL" }],
      };
      expect(refusalOf(() => account.create(type, "t", local))).to.match(/Table KeySchema does not have a range key/);
    });
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
