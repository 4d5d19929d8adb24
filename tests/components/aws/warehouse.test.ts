import { expect } from "chai";

import { type Registered, resourceAt } from "../support/evaluate.ts";
import { changedBase, evaluateStage, type Json, replacedBase } from "../support/example.ts";
import { withPolicies } from "../support/inputs.ts";

describe("a table", () => {
  it("has no capacities with on-demand billing, nor have its indexes", async () => {
    const { inputs } = await facts({ hashKey: "pk", billing: "on-demand", indexes: { byDay: { hashKey: "day" } } });

    expect(inputs).to.include({ billingMode: "PAY_PER_REQUEST" });
    expect(inputs).not.to.have.any.keys("readCapacity", "writeCapacity");
    expect(inputs["globalSecondaryIndexes"]).to.deep.equal([
      { name: "byDay", keySchemas: [{ attributeName: "day", keyType: "HASH" }], projectionType: "ALL" },
    ]);
  });

  it("gives provisioned units to the table and to each index", async () => {
    const indexes = {
      byDay: { hashKey: { name: "day", type: "N" }, rangeKey: "pk", projection: ["title"] },
      byType: { hashKey: "type", projection: "keys" },
    };
    const { inputs } = await facts({
      hashKey: "pk",
      rangeKey: "sk",
      billing: "provisioned",
      read: 3,
      write: 2,
      indexes,
    });

    expect(inputs).to.include({ billingMode: "PROVISIONED", readCapacity: 3, writeCapacity: 2 });
    expect(inputs["globalSecondaryIndexes"]).to.deep.equal([
      {
        name: "byDay",
        keySchemas: [
          { attributeName: "day", keyType: "HASH" },
          { attributeName: "pk", keyType: "RANGE" },
        ],
        projectionType: "INCLUDE",
        nonKeyAttributes: ["title"],
        readCapacity: 3,
        writeCapacity: 2,
      },
      {
        name: "byType",
        keySchemas: [{ attributeName: "type", keyType: "HASH" }],
        projectionType: "KEYS_ONLY",
        readCapacity: 3,
        writeCapacity: 2,
      },
    ]);
  });

  it("declares each key once as an attribute, and nothing that is no key", async () => {
    const indexes = { byDay: { hashKey: { name: "day", type: "N" }, rangeKey: "pk", projection: ["title"] } };
    const { inputs } = await facts({ hashKey: "pk", rangeKey: "sk", ttl: "expires", indexes });

    expect(inputs["attributes"]).to.deep.equal([
      { name: "pk", type: "S" },
      { name: "sk", type: "S" },
      { name: "day", type: "N" },
    ]);
  });

  it("forgets items and recovers to a point in time where it is asked to", async () => {
    const { inputs } = await facts({ hashKey: "pk", ttl: "expires", pointInTimeRecovery: true });

    expect(inputs).to.deep.include({
      ttl: { enabled: true, attributeName: "expires" },
      pointInTimeRecovery: { enabled: true },
    });
  });
});

describe("a bucket", () => {
  it("gets its settings one after another", async () => {
    const evaluation = await evaluateStage("prod");
    const parts = ["PublicAccessBlock", "OwnershipControls", "ServerSideEncryptionConfiguration", "Versioning"];
    const chain = [...parts, "LifecycleConfiguration"].map((part) =>
      resourceAt(evaluation, `aws:s3/bucket${part}:Bucket${part}::landing`),
    );

    const bucket = resourceAt(evaluation, "aws:s3/bucket:Bucket::landing");
    chain.reduce((before, part) => {
      expect(part.dependencies, part.address).to.include(before.urn);
      return part;
    }, bucket);
  });
});

describe("the roles of a stage", () => {
  it("read the layer named production, or those that the configuration opens to the app", async () => {
    const tables = (name: string) => ({ tables: { [name]: { hashKey: "pk" } } });
    const named = await runtimePolicy({ warehouse: { production: tables("open"), raw: tables("closed") } });
    const opened = await runtimePolicy({
      warehouse: { gold: { ...tables("open"), runtimeReads: true }, z: tables("closed") },
    });

    for (const policy of [named, opened]) {
      expect(JSON.stringify(policy)).to.include("table/agent-ops-prod-open").and.not.to.include("closed");
    }
  });

  it("get no statement about buckets where the layer has none", async () => {
    const runtime = await runtimePolicy({
      warehouse: { production: { tables: { only: { hashKey: "pk" } } } },
    });

    expect(runtime.Statement.map(({ Sid }) => Sid)).to.deep.equal(["Items"]);
  });

  it("get no policy at all without a warehouse: IAM takes none without statements", async () => {
    const { resources } = await evaluateStage("prod", {
      config: { base: replacedBase({ warehouse: {}, variables: {}, pipelines: {} }) },
    });

    expect(resources.filter(({ address }) => address.startsWith("aws:iam/rolePolicy:"))).to.deep.equal([]);
  });

  it("trust nobody at Vercel where the stage has no project there", async () => {
    const base = replacedBase({ variables: {}, secrets: {}, vercel: {} });
    const evaluation = await evaluateStage("prod", { config: { base, secrets: {} } });

    const { inputs } = resourceAt(evaluation, "aws:iam/role:Role::runtime");
    expect(withPolicies(inputs)["assumeRolePolicy"]).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Vercel",
          Effect: "Deny",
          Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.vercel.com" },
          Action: ["sts:AssumeRoleWithWebIdentity"],
        },
      ],
    });
  });
});

async function facts(table: Json): Promise<Registered> {
  const base = changedBase({ warehouse: { production: { tables: { facts: table } } } });
  return resourceAt(await evaluateStage("prod", { config: { base } }), "aws:dynamodb/table:Table::facts");
}

interface PolicyJson {
  readonly Statement: readonly { readonly Sid: string }[];
}

async function runtimePolicy(changes: Json): Promise<PolicyJson> {
  const base = replacedBase({ variables: {}, ...changes });
  const evaluation = await evaluateStage("prod", { config: { base } });
  const { inputs } = resourceAt(evaluation, "aws:iam/rolePolicy:RolePolicy::runtime");
  return withPolicies(inputs)["policy"] as PolicyJson;
}
