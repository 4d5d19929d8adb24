import { expect } from "chai";
import type { Fields } from "../../../sandbox/values.ts";
import { refusalOf, TestAccount } from "./account.ts";

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

describe("sandbox: aws.dynamodb.Table refuses", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
  });

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
      'Conflicting configuration arguments. "read_capacity": conflicts with on_demand_throughput',
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
      "expected point_in_time_recovery.0.recovery_period_in_days to be in the range (1 - 35), got 36",
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
