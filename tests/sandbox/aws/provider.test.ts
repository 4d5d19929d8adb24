import { expect } from "chai";
import { awsProvider } from "../../../sandbox/aws/provider.ts";
import { firstOf, refusalOf, TestAccount } from "./account.ts";

const tableType = "aws:dynamodb/table:Table";
const table = { name: "facts", hashKey: "pk", attributes: [{ name: "pk", type: "S" }], billingMode: "PAY_PER_REQUEST" };

describe("sandbox: the AWS provider", () => {
  const account = new TestAccount();
  const refuse = (config: Record<string, string>): string | null =>
    awsProvider.refuse(account.configured(config).vendor());

  it("refuses an account that is not allowed or forbidden", () => {
    const text = "AWS account ID not allowed: 123456789012";
    expect(refuse({ allowedAccountIds: '["999999999999"]' })).to.equal(text);
    expect(refuse({ forbiddenAccountIds: '["123456789012"]' })).to.equal(text);
    expect(refuse({ allowedAccountIds: '["999999999999","123456789012"]', forbiddenAccountIds: "[]" })).to.equal(null);
    expect(refuse({})).to.equal(null);
  });

  it("puts its region into the inputs of regional resources, and into ARNs", () => {
    const irish = new TestAccount({ region: "eu-west-1" });
    expect(irish.create(tableType, "t", table).state).to.include({
      region: "eu-west-1",
      arn: "arn:aws:dynamodb:eu-west-1:123456789012:table/facts",
    });
    expect(irish.checked(tableType, "t", { ...table, region: "us-east-1" })["region"]).to.equal("us-east-1");
  });

  describe("default tags", () => {
    const tagged = (tags: string, store = new TestAccount().store) => new TestAccount({ defaultTags: tags }, store);

    it("are in tagsAll only, and a resource's own tag wins", () => {
      const { state } = tagged('{"tags":{"App":"a","Stage":"x"}}').create(tableType, "t", {
        ...table,
        tags: { Stage: "dev" },
      });
      expect(state).to.deep.include({ tags: { Stage: "dev" }, tagsAll: { App: "a", Stage: "dev" } });
    });

    it("plan an update when they change", () => {
      const before = tagged('{"tags":{"App":"a"}}');
      const deployed = before.create(tableType, "t", table);
      expect(before.diff(deployed, table).changed).to.deep.equal([]);
      const after = tagged('{"tags":{"App":"b"}}', before.store);
      expect(after.diff(deployed, table).changed).to.deep.equal(["tagsAll.App"]);
      expect(after.update(deployed, table).state["tagsAll"]).to.deep.equal({ App: "b" });
    });

    it("are told apart at a refresh from what somebody added by hand", () => {
      const with2 = tagged('{"tags":{"App":"a"}}');
      const deployed = with2.create(tableType, "t", { ...table, tags: { Stage: "dev" } });
      with2.edit(deployed, { tags: { App: "a", Stage: "dev", Who: "me" } });
      expect(with2.refreshed(deployed).inputs["tags"]).to.deep.equal({ Stage: "dev", Who: "me" });
    });
  });
});

describe("sandbox: AWS functions", () => {
  const account = new TestAccount({ region: "eu-west-1" });

  it("tell account, region and partition", () => {
    expect(account.invoke("aws:index/getCallerIdentity:getCallerIdentity")).to.include({
      accountId: "123456789012",
      arn: "arn:aws:iam::123456789012:user/sandbox",
    });
    expect(account.invoke("aws:index/getRegion:getRegion")).to.include({
      region: "eu-west-1",
      description: "Europe (Ireland)",
      endpoint: "ec2.eu-west-1.amazonaws.com",
    });
    expect(account.invoke("aws:index/getPartition:getPartition")).to.deep.equal({
      id: "aws",
      partition: "aws",
      dnsSuffix: "amazonaws.com",
      reverseDnsPrefix: "com.amazonaws",
    });
  });

  const document = (inputs: Record<string, never> | Parameters<typeof account.invoke>[1]): string =>
    String(account.invoke("aws:iam/getPolicyDocument:getPolicyDocument", inputs)["minifiedJson"]);

  it("make a policy from statements", () => {
    const statements = [
      {
        sid: "Read",
        actions: ["s3:GetObject", "s3:ListBucket"],
        resources: ["*"],
        principals: [{ type: "AWS", identifiers: ["123456789012"] }],
        conditions: [{ test: "StringEquals", variable: "aws:PrincipalTag/Stage", values: ["dev"] }],
      },
    ];
    expect(JSON.parse(document({ statements }))).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:ListBucket", "s3:GetObject"],
          Resource: "*",
          Principal: { AWS: "123456789012" },
          Condition: { StringEquals: { "aws:PrincipalTag/Stage": "dev" } },
        },
      ],
    });
    expect(
      document({ statements: [{ actions: ["x:y"], principals: [{ type: "*", identifiers: ["*"] }] }] }),
    ).to.contain('"Principal":"*"');
  });

  it("merge policies, the later statement of a name taking the place of the earlier", () => {
    const source = '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"a:b","Resource":"*"}]}';
    const override = source.replace("Allow", "Deny");
    const merged = JSON.parse(document({ sourcePolicyDocuments: [source], overridePolicyDocuments: [override] }));
    expect(firstOf(merged.Statement)).to.include({ Sid: "A", Effect: "Deny" });
    expect(merged.Statement).to.have.length(1);
    expect(refusalOf(() => document({ sourcePolicyDocuments: [source, source] }))).to.match(/^duplicate Sid \(A\)/);
    expect(refusalOf(() => document({ sourceJson: source }))).to.match(/does not model the argument "sourceJson"/);
  });
});
