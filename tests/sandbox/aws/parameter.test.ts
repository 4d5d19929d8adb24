import { expect } from "chai";
import { parameterKind, parameterValue } from "../../../sandbox/aws/ssm/kinds.ts";
import type { Fields } from "../../../sandbox/values.ts";
import { isSecret, TestSandbox } from "../support.ts";
import { refusalOf, TestAccount } from "./account.ts";

const type = "aws:ssm/parameter:Parameter";
const name = "/app/relay/webhook-secret/1";
const secret = { name, type: "SecureString", value: "s3cret" };

describe("sandbox: aws.ssm.Parameter", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
  });

  it("returns its name as id, its value and version, and what AWS chose", () => {
    const { id, state } = account.create(type, "p", secret);
    expect(id).to.equal(name);
    expect(state).to.include({
      arn: "arn:aws:ssm:eu-central-1:123456789012:parameter/app/relay/webhook-secret/1",
      dataType: "text",
      hasValueWo: false,
      insecureValue: "",
      keyId: "alias/aws/ssm",
      tier: "Standard",
      value: "s3cret",
      version: 1,
    });
    expect(account.create(type, "q", { name: "plain", type: "String", value: "v" }).state["keyId"]).to.equal("");
  });

  it("counts versions, not for tags", () => {
    const deployed = account.create(type, "p", secret);
    const tagged = account.update(deployed, { ...secret, tags: { Stage: "prod" } });
    expect(tagged.state["version"]).to.equal(1);
    const described = account.update(tagged, { ...secret, description: "of the webhook" });
    expect(described.state).to.include({ version: 2, value: "s3cret", description: "of the webhook" });
    expect(account.update(described, { ...secret, value: "other" }).state).to.include({ version: 3, value: "other" });
  });

  it("notes when its value was put last", () => {
    account.create(type, "p", secret);
    expect(account.store.get(parameterKind, name)?.["lastModifiedAt"]).to.equal("2026-11-23T16:00:00.000Z");
  });

  it("replaces on name and data type, not on type", () => {
    const deployed = account.create(type, "p", { name: "a", type: "String", value: "v" });
    expect(
      account.diff(deployed, { name: "b", type: "String", value: "v", dataType: "aws:ec2:image" }).replaces,
    ).to.deep.equal(["dataType", "name"]);
    expect(account.diff(deployed, { name: "a", type: "SecureString", value: "v" }).replaces).to.deep.equal([]);
  });

  it("plans another version for another value or description, none for a pattern", () => {
    const deployed = account.create(type, "p", secret);
    expect(account.diff(deployed, { ...secret, value: "other" }).changed).to.deep.equal(["value", "version"]);
    expect(account.diff(deployed, { ...secret, description: "d" }).changed).to.deep.equal(["description", "version"]);
    expect(account.diff(deployed, { ...secret, allowedPattern: ".*" }).changed).to.deep.equal(["allowedPattern"]);
  });

  it("goes down a tier by replacement only, and leaves the choice to AWS where told", () => {
    const inputs = { name: "a", type: "String", value: "v" };
    const advanced = account.create(type, "p", { ...inputs, tier: "Advanced" });
    expect(account.diff(advanced, { ...inputs, tier: "Standard" }).replaces).to.deep.equal(["tier"]);
    expect(account.diff(advanced, { ...inputs, tier: "Intelligent-Tiering" }).changed).to.deep.equal([]);
    const chosen = account.create(type, "q", {
      ...inputs,
      name: "b",
      value: "v".repeat(4097),
      tier: "Intelligent-Tiering",
    });
    expect(chosen.state["tier"]).to.equal("Advanced");
  });

  it("shows a value for everybody to read where the program gave one", () => {
    const inputs = { name: "hook-id", type: "String", insecureValue: "42" };
    const deployed = account.create(type, "p", inputs);
    expect(deployed.state).to.include({ insecureValue: "42", value: "" });
    expect(account.refreshed(deployed).state).to.deep.equal(deployed.state);
    expect(parameterValue(account.store.get(parameterKind, "hook-id") ?? {})).to.equal("42");
    const changed = account.update(deployed, { ...inputs, insecureValue: "43" });
    expect(changed.state).to.include({ insecureValue: "43", value: "", version: 2 });
    expect(account.diff(deployed, { ...inputs, insecureValue: "43" }).changed).to.deep.equal([
      "insecureValue",
      "value",
    ]);
  });

  it("shows a value that somebody changed", () => {
    const deployed = account.create(type, "p", secret);
    account.edit(deployed, { value: "changed" });
    expect(account.refreshed(deployed).inputs["value"]).to.equal("changed");
  });

  it("is refused where one of its name exists, unless it may overwrite", () => {
    account.create(type, "p", secret);
    expect(refusalOf(() => account.create(type, "q", secret))).to.match(
      /^creating SSM Parameter \(\/app\/relay\/webhook-secret\/1\): operation error SSM: PutParameter, .*, ParameterAlreadyExists: The parameter already exists\. To overwrite this value, set the overwrite option in the request to true\.$/,
    );
    expect(account.create(type, "q", { ...secret, overwrite: true }).state["version"]).to.equal(2);
  });

  const refusals: readonly (readonly [title: string, inputs: Fields, reason: RegExp])[] = [
    ["a path without a first slash", { name: "app/secret" }, /Parameter name must be a fully qualified name\.$/],
    ["AWS's own names", { name: "/aws/x" }, /Parameter name: can't be prefixed with "aws" \(case-insensitive\)/],
    ["a value that is too long", { value: "v".repeat(4097) }, /maximum parameter value of 4096 characters/],
    [
      "a value that the pattern does not allow",
      { allowedPattern: "^\\d+$" },
      /ParameterPatternMismatchException: Parameter value, cannot be validated against allowedPattern: \^\\d\+\$$/,
    ],
    ["a pattern that is none", { allowedPattern: "(" }, /InvalidAllowedPatternException/],
  ];
  for (const [title, different, reason] of refusals) {
    it(`refuses ${title}, without naming a value`, () => {
      const message = refusalOf(() => account.create(type, "p", { ...secret, ...different }));
      expect(message).to.match(reason).and.not.include("s3cret").and.not.include("vvv");
    });
  }

  it("refuses at Check all but one value", () => {
    const all = "`insecure_value,value,value_wo`";
    const combination = (key: string, text: string) => `Invalid combination of arguments. "${key}": ${text}`;
    const keys = ["insecure_value", "value", "value_wo"];
    expect(account.refusals(type, { name, type: "String" })).to.deep.equal(
      keys.map((key) => combination(key, `one of ${all} must be specified`)),
    );
    expect(account.refusals(type, { name, type: "String", value: "a", insecureValue: "b" })).to.deep.equal(
      keys.map((key) =>
        combination(key, `only one of ${all} can be specified, but \`insecure_value,value\` were specified.`),
      ),
    );
  });

  it("marks its value secret on the wire, and keeps what is left behind by a refusal", async () => {
    const sandbox = await TestSandbox.start();
    try {
      await sandbox.configure("aws", { region: "eu-central-1" });
      const { state } = await sandbox.up(type, "p", secret);
      expect(isSecret(state["value"])).to.equal(true);
      const insecure = { name: "b", type: "SecureString", insecureValue: "v" };
      const refused = await sandbox.up(type, "q", insecure).then(() => null, String);
      expect(refused).to.match(/invalid configuration, cannot set type = SecureString and insecure_value/);
      const { json } = await sandbox.control("GET", "/objects");
      expect(JSON.stringify(json)).to.include('"id":"b","name":"q","stack":"dev"');
    } finally {
      await sandbox.stop();
    }
  });
});
