import { expect } from "chai";
import type { Fields } from "../../../sandbox/values.ts";
import { type Deployed, firstOf, refusalOf, TestAccount } from "./account.ts";

const types = {
  bucket: "aws:s3/bucket:Bucket",
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
  encryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  block: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  ownership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  lifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  policy: "aws:s3/bucketPolicy:BucketPolicy",
} as const;

const name = "app-dev-landing-123456789012";
const enabled: Fields = { bucket: name, versioningConfiguration: { status: "Enabled" } };
const aes: Fields = { bucket: name, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] };
const weekly: Fields = { bucket: name, rules: [{ id: "expire", status: "Enabled", expiration: { days: 7 } }] };

function statement(fields: Fields): Fields {
  return { bucket: name, policy: JSON.stringify({ Version: "2012-10-17", Statement: [fields] }) };
}
const readers = statement({
  Effect: "Allow",
  Principal: { AWS: "123456789012" },
  Action: "s3:GetObject",
  Resource: "*",
});
const anybody = statement({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" });

describe("sandbox: aws.s3", () => {
  let account: TestAccount;
  let bucket: Deployed;
  beforeEach(() => {
    account = new TestAccount();
    bucket = account.create(types.bucket, "landing", { bucket: name });
  });

  const put = (type: keyof typeof types, inputs: Fields): Deployed => account.create(types[type], "x", inputs);

  describe("Bucket", () => {
    it("returns its names and addresses", () => {
      expect(bucket.id).to.equal(name);
      expect(bucket.state).to.deep.include({
        arn: `arn:aws:s3:::${name}`,
        bucketDomainName: `${name}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${name}.s3.eu-central-1.amazonaws.com`,
        bucketRegion: "eu-central-1",
        forceDestroy: false,
        hostedZoneId: "Z21DNDUVLTQW6Q",
        versioning: { enabled: false, mfaDelete: false },
        tags: null,
        tagsAll: {},
      });
    });

    it("makes a name in lower case that fits, or one from a prefix", () => {
      const made = account.checked(types.bucket, `Landing${"x".repeat(80)}`, {})["bucket"];
      expect(made).to.match(/^landingx+-[0-9a-f]{7}$/);
      expect(made).to.have.length(63);
      const prefixed = account.create(types.bucket, "b", { bucketPrefix: "app-" });
      expect(prefixed.id).to.match(/^app-\d{26}$/);
      expect(account.diff(prefixed, { bucketPrefix: "app-" }).changed).to.deep.equal([]);
    });

    it("refuses names that S3 does not take, when it creates", () => {
      const refused = (bucketName: string, region = "eu-central-1"): string =>
        refusalOf(() => account.create(types.bucket, "b", { bucket: bucketName, region }));
      expect(refused("Ab_c")).to.equal(
        'validating S3 Bucket (Ab_c) name: only lowercase alphanumeric characters and hyphens allowed in "Ab_c"',
      );
      expect(refused("ab")).to.match(/"ab" must contain from 3 to 63 characters$/);
      expect(refused("10.0.0.1")).to.match(/must not be formatted as an IP address$/);
      expect(refused(".abc")).to.match(/cannot start with a period$/);
      expect(refused("abc.")).to.match(/cannot end with a period$/);
      expect(refused("a..b")).to.match(/can be only one period between labels$/);
      expect(refused("a/b", "us-east-1")).to.match(/only alphanumeric characters, hyphens, periods, and underscores/);
      expect(account.create(types.bucket, "b", { bucket: "Ab_c", region: "us-east-1" }).id).to.equal("Ab_c");
    });

    it("refuses too long a name and inline settings, when it checks", () => {
      expect(account.refusals(types.bucket, { bucket: "x".repeat(64) })).to.deep.equal([
        `expected length of bucket to be in the range (0 - 63), got ${"x".repeat(64)}`,
      ]);
      expect(account.refusals(types.bucket, { versioning: { enabled: true } })[0]).to.match(
        /does not model the property "versioning"/,
      );
    });

    it("refuses a name that is taken, by us or by somebody else", () => {
      const again = (region: string): string =>
        refusalOf(() => account.create(types.bucket, "b", { bucket: name, region }));
      expect(again("eu-central-1")).to.match(
        /^creating S3 Bucket \(app-dev-landing-123456789012\): operation error S3: CreateBucket, https response error StatusCode: 409, RequestID: \w+, HostID: \w+, BucketAlreadyOwnedByYou: $/,
      );
      expect(again("us-east-1")).to.equal(`creating S3 Bucket (${name}): BucketAlreadyExists`);
      account.edit(bucket, { owner: "999999999999" });
      expect(again("eu-central-1")).to.match(/, BucketAlreadyExists: $/);
    });

    it("replaces on its name, and changes tags in place", () => {
      expect(account.diff(bucket, { bucket: "other" }).replaces).to.deep.equal(["bucket"]);
      expect(account.diff(bucket, { bucket: name, tags: { a: "b" } })).to.deep.equal({
        changed: ["tags", "tagsAll.a"],
        replaces: [],
      });
    });

    it("is not deleted with objects in it unless the state says so", () => {
      account.store.put("aws/s3-object", `${name}/report.csv`, { bucket: name, key: "report.csv" });
      expect(refusalOf(() => account.delete(bucket))).to.match(
        /^deleting S3 Bucket \(\S+\): operation error S3: DeleteBucket, .*StatusCode: 409, .*api error BucketNotEmpty: The bucket you tried to delete is not empty$/,
      );
      put("versioning", enabled);
      expect(refusalOf(() => account.delete(bucket))).to.match(/You must delete all versions in the bucket\.$/);
      account.delete(account.update(bucket, { bucket: name, forceDestroy: true }));
      expect(account.store.kinds()).to.deep.equal([]);
    });

    it("mirrors its settings without planning anything for them", () => {
      for (const [type, inputs] of [
        ["versioning", enabled],
        ["encryption", aes],
        ["lifecycle", weekly],
        ["policy", readers],
      ] as const)
        put(type, inputs);
      const refreshed = account.refreshed(bucket);
      expect(refreshed.state).to.deep.include({ versioning: { enabled: true, mfaDelete: false } });
      expect(firstOf(refreshed.state["lifecycleRules"])).to.deep.include({ id: "expire", enabled: true });
      expect(refreshed.inputs).to.deep.equal(bucket.inputs);
      expect(account.diff(refreshed, { bucket: name }).changed).to.deep.equal([]);
    });
  });

  describe("settings", () => {
    const settings = [
      ["versioning", enabled, "Versioning", "PutBucketVersioning"],
      ["encryption", aes, "Server-side Encryption Configuration", "PutBucketEncryption"],
      ["block", { bucket: name }, "Public Access Block", "PutPublicAccessBlock"],
      [
        "ownership",
        { bucket: name, rule: { objectOwnership: "ObjectWriter" } },
        "Ownership Controls",
        "PutBucketOwnershipControls",
      ],
      ["lifecycle", weekly, "Lifecycle Configuration", "PutBucketLifecycleConfiguration"],
    ] as const;

    for (const [type, inputs, label, operation] of settings) {
      it(`${type}: stays unchanged, replaces on bucket, needs the bucket and goes with it`, () => {
        const deployed = put(type, inputs);
        expect(deployed.id).to.equal(name);
        expect(account.diff(deployed, inputs).changed).to.deep.equal([]);
        expect(account.refresh(deployed)?.state).to.deep.equal(deployed.state);
        expect(account.refresh(deployed)?.inputs).to.deep.equal(deployed.inputs);
        expect(account.diff(deployed, { ...inputs, bucket: "other" }).replaces).to.deep.equal(["bucket"]);
        account.vanish(bucket);
        expect(account.refresh(deployed)).to.equal(null);
        account.delete(deployed);
        expect(refusalOf(() => put(type, inputs))).to.equal(
          `creating S3 Bucket (${name}) ${label}: operation error S3: ${operation}, https response error StatusCode: 404, RequestID: 0000000000000000, HostID: 0000000000000000000000000000, api error NoSuchBucket: The specified bucket does not exist`,
        );
      });
    }

    it("do not come back with a new bucket of the old name", () => {
      const block = put("block", { bucket: name, blockPublicAcls: true });
      account.vanish(bucket);
      account.create(types.bucket, "landing", { bucket: name });
      expect(account.refresh(block)).to.equal(null);
    });
  });

  describe("BucketVersioning", () => {
    it("refuses what is no status, and to go back to never", () => {
      expect(
        account.refusals(types.versioning, { bucket: name, versioningConfiguration: { status: "On" } }),
      ).to.deep.equal([
        'expected versioning_configuration.0.status to be one of ["Enabled" "Suspended" "Disabled"], got On',
      ]);
      const deployed = put("versioning", enabled);
      const disabled = { bucket: name, versioningConfiguration: { status: "Disabled" } };
      expect(refusalOf(() => account.diff(deployed, disabled))).to.equal(
        "versioning_configuration.status cannot be updated from 'Enabled' to 'Disabled'",
      );
    });

    it("leaves a bucket suspended when it is deleted", () => {
      account.delete(put("versioning", enabled));
      const state = account.refresh(bucket)?.state;
      expect(state?.["versioning"]).to.deep.equal({ enabled: false, mfaDelete: false });
      expect(account.store.get("aws/s3-bucket-versioning", name)?.["versioningConfiguration"]).to.deep.equal({
        status: "Suspended",
      });
    });

    it("shows a bucket that never had versions as disabled", () => {
      const deployed = put("versioning", enabled);
      account.vanish(deployed);
      expect(account.refresh(deployed)?.inputs["versioningConfiguration"]).to.deep.include({ status: "Disabled" });
    });
  });

  it("BucketServerSideEncryptionConfiguration: refuses unknown algorithms and falls back to AES256", () => {
    const kms = { bucket: name, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] };
    const bad = { bucket: name, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "rot13" } }] };
    expect(account.refusals(types.encryption, bad)).to.deep.equal([
      'expected sse_algorithm to be one of ["AES256" "aws:fsx" "aws:kms" "aws:kms:dsse"], got rot13',
    ]);
    const deployed = put("encryption", kms);
    account.delete(deployed);
    expect(firstOf(account.refreshed(deployed).state["rules"])).to.deep.equal({
      applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyId: "" },
      bucketKeyEnabled: false,
      blockedEncryptionTypes: ["SSE-C"],
    });
  });

  it("BucketPublicAccessBlock: everything is off by default, and skipDestroy leaves it", () => {
    const deployed = put("block", { bucket: name, blockPublicAcls: true, skipDestroy: true });
    expect(deployed.state).to.include({
      blockPublicAcls: true,
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    });
    account.delete(deployed);
    expect(account.refresh(deployed)).not.to.equal(null);
    account.delete(put("block", { bucket: name }));
    expect(account.refresh(deployed)).to.equal(null);
  });

  it("BucketOwnershipControls: refuses unknown owners", () => {
    expect(account.refusals(types.ownership, { bucket: name, rule: { objectOwnership: "Me" } })).to.deep.equal([
      'expected object_ownership to be one of ["BucketOwnerPreferred" "ObjectWriter" "BucketOwnerEnforced"], got Me',
    ]);
  });

  describe("BucketPolicy", () => {
    it("refuses what is no JSON", () => {
      expect(account.refusals(types.policy, { bucket: name, policy: "{" })).to.deep.equal([
        '"policy" contains an invalid JSON: unexpected end of JSON input',
      ]);
    });

    it("takes an object, and finds equivalent policies equal", () => {
      const deployed = put("policy", readers);
      const same = {
        bucket: name,
        policy: {
          Statement: [
            {
              Action: ["s3:getobject"],
              Effect: "Allow",
              Resource: ["*"],
              Principal: { AWS: "arn:aws:iam::123456789012:root" },
            },
          ],
          Version: "2012-10-17",
        },
      };
      expect(account.diff(deployed, same).changed).to.deep.equal([]);
      expect(account.diff(deployed, anybody).changed).to.deep.equal(["policy"]);
    });

    it("may not be public where public policies are blocked", () => {
      const block = put("block", { bucket: name, blockPublicPolicy: true });
      expect(refusalOf(() => put("policy", anybody))).to.match(
        /^putting S3 Bucket \(\S+\) Policy: .*api error AccessDenied: .*prevented by the BlockPublicPolicy setting/,
      );
      put("policy", readers);
      account.delete(block);
      put("policy", anybody);
    });
  });
});
