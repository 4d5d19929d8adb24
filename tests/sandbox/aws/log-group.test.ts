import { expect } from "chai";
import { logGroupKind } from "../../../sandbox/aws/cloudwatch/kinds.ts";
import { ensureLogGroup } from "../../../sandbox/aws/cloudwatch/log-group.ts";
import { functionKind } from "../../../sandbox/aws/lambda/kinds.ts";
import { makeLogGroup } from "../../../sandbox/aws/runtime/functions/log-group.ts";
import { refusalOf, TestAccount } from "./account.ts";
import { createRole, functionInputs, functionType } from "./function-inputs.ts";

const type = "aws:cloudwatch/logGroup:LogGroup";
const name = "/aws/lambda/app-relay";

describe("sandbox: aws.cloudwatch.LogGroup", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
  });

  it("returns its name as id, an ARN without asterisk, and keeps for ever unless told", () => {
    const { id, state } = account.create(type, "g", { name });
    expect(id).to.equal(name);
    expect(state).to.include({
      arn: "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/app-relay",
      deletionProtectionEnabled: false,
      logGroupClass: "STANDARD",
      retentionInDays: 0,
      skipDestroy: false,
    });
  });

  it("names itself", () => {
    expect(account.checked(type, "logs", {})["name"]).to.match(/^logs-[0-9a-f]{7}$/);
    expect(account.create(type, "logs", { namePrefix: "app-" }).id).to.match(/^app-\d{26}$/);
  });

  it("replaces on name and class, changes retention in place", () => {
    const deployed = account.create(type, "g", { name, retentionInDays: 7 });
    expect(account.diff(deployed, { name: "b", logGroupClass: "INFREQUENT_ACCESS" }).replaces).to.deep.equal([
      "logGroupClass",
      "name",
    ]);
    expect(account.diff(deployed, { name, retentionInDays: 14 })).to.deep.equal({
      changed: ["retentionInDays"],
      replaces: [],
    });
    expect(account.update(deployed, { name, retentionInDays: 14 }).state["retentionInDays"]).to.equal(14);
  });

  it("does not mind the retention of a group for delivery", () => {
    const inputs = { name, logGroupClass: "DELIVERY" };
    const deployed = account.create(type, "g", inputs);
    expect(account.diff(deployed, { ...inputs, retentionInDays: 14 }).changed).to.deep.equal([]);
  });

  it("is refused where one of its name exists, also one that Lambda made", () => {
    ensureLogGroup(account.vendor(), name, "eu-central-1");
    expect(refusalOf(() => account.create(type, "g", { name }))).to.match(
      /^creating CloudWatch Logs Log Group \(\/aws\/lambda\/app-relay\): operation error CloudWatch Logs: CreateLogGroup, .*, ResourceAlreadyExistsException: The specified log group already exists$/,
    );
  });

  it("is made for a function's lines where the function's role may do that", () => {
    createRole(account);
    const { id } = account.create(functionType, "relay", functionInputs);
    const start = () => makeLogGroup(account.vendor(), account.store.get(functionKind, id) ?? {});
    start();
    expect(account.store.get(logGroupKind, name)).to.equal(null);
    const may = { Effect: "Allow", Action: "logs:CreateLogGroup", Resource: "*" };
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [may] });
    account.create("aws:iam/rolePolicy:RolePolicy", "p", { role: "app-relay-role", name: "logs", policy });
    start();
    expect(account.store.get(logGroupKind, name)).to.include({ region: "eu-central-1", retentionInDays: 0 });
  });

  it("is used by Lambda where it is there before", () => {
    const deployed = account.create(type, "g", { name, retentionInDays: 7 });
    ensureLogGroup(account.vendor(), name, "eu-central-1");
    expect(account.refreshed(deployed).state["retentionInDays"]).to.equal(7);
  });

  it("is refused with a retention or a name that does not exist", () => {
    expect(account.refusals(type, { name, retentionInDays: 10 })).to.deep.equal([
      "expected retention_in_days to be one of [0 1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653], got 10",
    ]);
    expect(account.refusals(type, { name: "a b" })).to.deep.equal([
      `"name" isn't a valid log group name (alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed): "a b"`,
    ]);
    expect(account.refusals(type, { namePrefix: "a".repeat(484) })).to.deep.equal([
      `"name_prefix" cannot be longer than 483 characters: "${"a".repeat(484)}"`,
    ]);
  });

  it("stays with skipDestroy in its state, and while it is protected", () => {
    const kept = account.create(type, "k", { name: "kept", skipDestroy: true });
    account.delete(kept);
    expect(account.refresh(kept)).not.to.equal(null);
    const guarded = account.create(type, "p", { name: "guarded", deletionProtectionEnabled: true });
    expect(refusalOf(() => account.delete(guarded))).to.match(/^deleting CloudWatch Logs Log Group \(guarded\): /);
    const free = account.update(guarded, { name: "guarded", deletionProtectionEnabled: false });
    account.delete(free);
    expect(account.refresh(free)).to.equal(null);
    account.delete(free);
  });
});
