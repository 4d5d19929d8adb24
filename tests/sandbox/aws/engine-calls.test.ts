import { expect } from "chai";
import { refusal, TestSandbox } from "../support.ts";

const table = "aws:dynamodb/table:Table";
const inputs = {
  name: "app-dev-facts",
  hashKey: "pk",
  attributes: [{ name: "pk", type: "S" }],
  readCapacity: 5,
  writeCapacity: 5,
};

describe("sandbox: AWS as the engine calls it", () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await TestSandbox.start();
    await sandbox.configure("aws", { region: "eu-west-1" });
  });
  afterEach(async () => await sandbox.stop());

  it("checks, creates, plans nothing, and refreshes to the same", async () => {
    const created = await sandbox.up(table, "facts", inputs);
    expect(created.state["arn"]).to.equal("arn:aws:dynamodb:eu-west-1:123456789012:table/app-dev-facts");
    expect(await sandbox.diff(table, created.id, created.state, created.inputs)).to.include({ changes: "none" });
    const read = await sandbox.read(table, created.id, created.state, created.inputs);
    expect(read?.state).to.deep.equal(created.state);
    expect(read?.inputs).to.deep.equal(created.inputs);
  });

  it("shows a change by hand at the refresh, and puts it right", async () => {
    const { id, state, inputs: checked } = await sandbox.up(table, "facts", inputs);
    await sandbox.control("POST", "/edit", { type: table, id, path: "billingMode", value: "PAY_PER_REQUEST" });
    const read = await sandbox.read(table, id, state, checked);
    expect(read?.inputs).to.include({ billingMode: "PAY_PER_REQUEST", readCapacity: 0 });
    const repaired = await sandbox.update(table, id, read?.state ?? {}, checked);
    expect(repaired).to.deep.equal(state);
  });

  it("imports a bucket without the settings that are resources of their own", async () => {
    const { id } = await sandbox.up("aws:s3/bucket:Bucket", "b", { bucket: "app-dev-raw", tags: { Stage: "dev" } });
    const imported = await sandbox.read("aws:s3/bucket:Bucket", id);
    expect(imported?.inputs).to.deep.equal({
      __defaults: [],
      bucket: "app-dev-raw",
      region: "eu-west-1",
      tags: { Stage: "dev" },
    });
    const { failures } = await sandbox.check("aws:s3/bucket:Bucket", "b", imported?.inputs ?? {});
    expect(failures).to.deep.equal([]);
  });

  it("passes refusals on in the bridge's frame", async () => {
    await sandbox.up(table, "facts", inputs);
    expect(await refusal(sandbox.up(table, "again", inputs))).to.match(
      /^1 error occurred:\n\t\* creating AWS DynamoDB Table \(app-dev-facts\): .*ResourceInUseException: Table already exists: app-dev-facts\n\n$/,
    );
    const { failures } = await sandbox.check(table, "bad", { ...inputs, billingMode: "PAY_PER_REQUEST" });
    expect(failures[0]).to.match(/"read_capacity" cannot be specified .*Examine values at 'bad\.readCapacity'\.$/);
  });

  it("does not start in an account that is not allowed", async () => {
    expect(await refusal(sandbox.configure("aws", { allowedAccountIds: '["999999999999"]' }))).to.equal(
      "AWS account ID not allowed: 123456789012",
    );
  });
});
