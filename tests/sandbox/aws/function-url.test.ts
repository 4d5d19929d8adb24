import { expect } from "chai";
import { permissionKind } from "../../../sandbox/aws/lambda/kinds.ts";
import type { Fields } from "../../../sandbox/values.ts";
import { TestSandbox } from "../support.ts";
import { type Deployed, refusalOf, TestAccount } from "./account.ts";
import { createRole, functionInputs, functionType } from "./function-inputs.ts";

const urlType = "aws:lambda/functionUrl:FunctionUrl";
const permissionType = "aws:lambda/permission:Permission";
const arn = "arn:aws:lambda:eu-central-1:123456789012:function:app-relay";

describe("sandbox: who may call a function", () => {
  let account: TestAccount;
  let relay: Deployed;
  beforeEach(() => {
    account = new TestAccount();
    createRole(account);
    relay = account.create(functionType, "relay", functionInputs);
  });

  const statements = (): string[] => account.store.list(permissionKind).map(([key]) => key);

  describe("aws.lambda.FunctionUrl", () => {
    const inputs = { functionName: "app-relay", authorizationType: "NONE" };

    it("has an address of AWS's form, which stays", () => {
      const deployed = account.create(urlType, "url", inputs);
      expect(deployed.id).to.equal("app-relay");
      const { urlId, functionUrl } = deployed.state;
      expect(urlId).to.match(/^[a-z2-7]{32}$/);
      expect(functionUrl).to.equal(`https://${urlId}.lambda-url.eu-central-1.on.aws/`);
      expect(deployed.state).to.include({ functionArn: arn, invokeMode: "BUFFERED", cors: null });
      expect(account.refreshed(deployed).state).to.deep.equal(deployed.state);
    });

    it("for everybody adds two statements, and leaves them when it goes", () => {
      const deployed = account.create(urlType, "url", inputs);
      const added = ["app-relay/FunctionURLAllowPublicAccess", "app-relay/FunctionURLAllowInvokeAction"];
      expect(statements()).to.deep.equal(added);
      expect(account.store.get(permissionKind, added[0] ?? "")).to.include({
        action: "lambda:InvokeFunctionUrl",
        functionUrlAuthType: "NONE",
        principal: "*",
      });
      expect(account.store.get(permissionKind, added[1] ?? "")).to.include({
        action: "lambda:InvokeFunction",
        invokedViaFunctionUrl: true,
      });
      account.delete(deployed);
      expect(statements()).to.deep.equal(added);
      expect(account.create(urlType, "again", inputs).state["urlId"]).not.to.equal(deployed.state["urlId"]);
    });

    it("for AWS's own callers adds none, also when it is opened later", () => {
      const deployed = account.create(urlType, "url", { ...inputs, authorizationType: "AWS_IAM" });
      const opened = account.update(deployed, inputs);
      expect(opened.state["authorizationType"]).to.equal("NONE");
      expect(statements()).to.deep.equal([]);
    });

    it("knows its function by name and by ARN, and replaces for another", () => {
      const deployed = account.create(urlType, "url", inputs);
      expect(account.diff(deployed, { ...inputs, functionName: arn }).changed).to.deep.equal([]);
      expect(account.diff(deployed, { ...inputs, functionName: "other" }).replaces).to.deep.equal(["functionName"]);
    });

    it("takes origins in any order", () => {
      const cors = { allowOrigins: ["https://a", "https://b"], maxAge: 60 };
      const deployed = account.create(urlType, "url", { ...inputs, cors });
      const turned = { ...inputs, cors: { ...cors, allowOrigins: ["https://b", "https://a"] } };
      expect(account.diff(account.refreshed(deployed), turned).changed).to.deep.equal([]);
      expect(account.refusals(urlType, { ...inputs, cors: { maxAge: 86_401 } })).to.deep.equal([
        "expected max_age to be at most (86400), got 86401",
      ]);
    });

    it("needs its function, which has one at most and takes it along", () => {
      const create = (different: Fields): string =>
        refusalOf(() => account.create(urlType, "u", { ...inputs, ...different }));
      expect(create({ functionName: "gone" })).to.match(
        /^creating Lambda Function URL \(gone\): .*StatusCode: 404, .*ResourceNotFoundException: Function not found: arn:aws:lambda:eu-central-1:123456789012:function:gone$/,
      );
      const deployed = account.create(urlType, "url", inputs);
      expect(create({})).to.match(/StatusCode: 409, .*FunctionUrlConfig exists for this Lambda function$/);
      account.delete(relay);
      expect(account.refresh(deployed)).to.equal(null);
      expect(statements()).to.deep.equal([]);
    });
  });

  describe("aws.lambda.Permission", () => {
    const inputs = {
      function: "app-relay",
      action: "lambda:InvokeFunction",
      principal: "sns.amazonaws.com",
      statementId: "sns",
    };

    it("has the statement as id, also where two functions have the same", () => {
      account.create(functionType, "other", { ...functionInputs, name: "other" });
      const first = account.create(permissionType, "a", inputs);
      const second = account.create(permissionType, "b", { ...inputs, function: "other" });
      expect([first.id, second.id]).to.deep.equal(["sns", "sns"]);
      account.delete(second);
      expect(account.refresh(second)).to.equal(null);
      expect(account.refreshed(first).state).to.deep.equal(first.state);
    });

    it("names itself", () => {
      const { statementId: _statementId, ...unnamed } = inputs;
      expect(account.checked(permissionType, "allow", unnamed)["statementId"]).to.match(/^allow-[0-9a-f]{7}$/);
      expect(account.create(permissionType, "p", { ...unnamed, statementIdPrefix: "p-" }).id).to.match(/^p-\d{26}$/);
    });

    it("keeps an ARN that the program gave", () => {
      const deployed = account.create(permissionType, "a", { ...inputs, function: arn });
      expect(account.refreshed(deployed).state["function"]).to.equal(arn);
      expect(statements()).to.deep.equal(["app-relay/sns"]);
    });

    it("replaces whatever changes", () => {
      const deployed = account.create(permissionType, "a", inputs);
      const other = {
        function: "other",
        action: "lambda:InvokeFunctionUrl",
        principal: "*",
        statementId: "b",
        functionUrlAuthType: "NONE",
        invokedViaFunctionUrl: true,
        sourceAccount: "123456789012",
        sourceArn: "arn:aws:sns:eu-central-1:123456789012:t",
      };
      const difference = account.diff(deployed, other);
      expect(difference.replaces).to.deep.equal(Object.keys(other).sort());
      expect(difference.changed).to.deep.equal(difference.replaces);
    });

    const refusals: readonly (readonly [inputs: Fields, reason: RegExp])[] = [
      [
        { function: "gone" },
        /^adding Lambda Permission \(gone\/sns\): .*ResourceNotFoundException: Function not found: /,
      ],
      [{ functionUrlAuthType: "NONE" }, /FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action$/],
      [
        { action: "lambda:InvokeFunctionUrl", invokedViaFunctionUrl: true },
        /InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action$/,
      ],
    ];
    for (const [different, reason] of refusals) {
      it(`refuses ${JSON.stringify(different)}`, () =>
        expect(refusalOf(() => account.create(permissionType, "a", { ...inputs, ...different }))).to.match(reason));
    }

    it("refuses a statement of a name that is taken", () => {
      account.create(permissionType, "a", inputs);
      expect(refusalOf(() => account.create(permissionType, "b", inputs))).to.match(
        /^adding Lambda Permission \(app-relay\/sns\): .*StatusCode: 409, .*ResourceConflictException: The statement id \(sns\) provided already exists\. Please provide a new statement id, or remove the existing statement\.$/,
      );
    });

    it("refuses at Check what has a wrong form", () => {
      expect(
        account.refusals(permissionType, { ...inputs, action: "sns:Publish", statementId: "a b", sourceAccount: "1" }),
      ).to.deep.equal([
        "invalid value for action (must be a valid action (usually starts with lambda:))",
        `"source_account" doesn't look like AWS Account ID (exactly 12 digits): "1"`,
        "invalid value for statement_id (must contain alphanumeric, underscores or dashes only)",
      ]);
    });
  });

  it("is told apart by logical name where statements have one id", async () => {
    const sandbox = await TestSandbox.start();
    try {
      await sandbox.configure("aws", { region: "eu-central-1" });
      const trust = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      };
      const { state: role } = await sandbox.up("aws:iam/role:Role", "role", { name: "r", assumeRolePolicy: trust });
      const archive = {
        "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
        hash: "h",
        assets: {
          "index.mjs": { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", hash: "a", text: "1" },
        },
      };
      for (const name of ["one", "two"]) {
        const made = await sandbox.up(functionType, name, {
          ...functionInputs,
          name,
          code: archive,
          role: role["arn"],
        });
        expect(made.state["code"]).to.deep.equal(archive);
        await sandbox.up(permissionType, `may-call-${name}`, {
          function: name,
          action: "lambda:InvokeFunction",
          principal: "*",
          statementId: "same",
        });
      }
      const edit = { type: permissionType, id: "may-call-two", path: "principal", value: "sns.amazonaws.com" };
      expect((await sandbox.control("POST", "/edit", edit)).status).to.equal(200);
      const read = async (name: string) =>
        (await sandbox.read(permissionType, "same", { function: name }))?.state["principal"];
      expect([await read("one"), await read("two")]).to.deep.equal(["*", "sns.amazonaws.com"]);
      await sandbox.delete(permissionType, "same", { function: "one" });
      const { json } = await sandbox.control("GET", "/objects");
      expect(JSON.stringify(json)).to.include("may-call-two").and.not.include("may-call-one");
    } finally {
      await sandbox.stop();
    }
  });
});
