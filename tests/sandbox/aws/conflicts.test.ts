import { expect } from "chai";
import { unknown } from "../../../sandbox/values.ts";
import { TestAccount } from "./account.ts";

const policy = '{"Version":"2012-10-17","Statement":[]}';

describe("sandbox: what AWS resources take only one of", () => {
  const prefixed = 'Conflicting configuration arguments. "name": conflicts with name_prefix';
  const named = 'Conflicting configuration arguments. "name_prefix": conflicts with name';
  const cases = [
    ["aws:sqs/queue:Queue", { name: "a", namePrefix: "b" }, [prefixed, named]],
    ["aws:iam/role:Role", { name: "a", namePrefix: "b", assumeRolePolicy: policy }, [prefixed, named]],
    ["aws:iam/rolePolicy:RolePolicy", { name: "a", namePrefix: "b", role: "r", policy }, [prefixed, named]],
    ["aws:iam/policy:Policy", { name: "a", namePrefix: "b", policy }, [prefixed, named]],
    [
      "aws:s3/bucket:Bucket",
      { bucket: "abc", bucketPrefix: "ab" },
      [
        'Conflicting configuration arguments. "bucket": conflicts with bucket_prefix',
        'Conflicting configuration arguments. "bucket_prefix": conflicts with bucket',
      ],
    ],
    [
      "aws:sqs/queue:Queue",
      { kmsMasterKeyId: "k", sqsManagedSseEnabled: true },
      [
        'Conflicting configuration arguments. "kms_master_key_id": conflicts with sqs_managed_sse_enabled',
        'Conflicting configuration arguments. "sqs_managed_sse_enabled": conflicts with kms_master_key_id',
      ],
    ],
  ] as const;
  for (const [type, inputs, reasons] of cases) {
    it(`${Object.keys(inputs).slice(0, 2).join(" and ")} of ${type}`, () => {
      expect(new TestAccount().refusals(type, inputs)).to.deep.equal(reasons);
    });
  }

  it("waits for a value that is not known yet", () => {
    expect(new TestAccount().refusals("aws:sqs/queue:Queue", { name: "a", namePrefix: unknown })).to.deep.equal([
      named,
    ]);
  });

  it("and the kinds of encryption that a bucket can block", () => {
    const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    const inputs = { bucket: "abc", rules: [{ blockedEncryptionTypes: ["SSE-C", "DES"] }] };
    expect(new TestAccount().refusals(type, inputs)).to.deep.equal([
      'expected blocked_encryption_types to be one of ["NONE" "SSE-C"], got DES',
    ]);
  });
});
