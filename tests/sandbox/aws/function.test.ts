import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { filesOf } from "../../../sandbox/aws/lambda/code.ts";
import { functionKind } from "../../../sandbox/aws/lambda/kinds.ts";
import { HalfCreated } from "../../../sandbox/model.ts";
import { Asset, type Fields } from "../../../sandbox/values.ts";
import { temporaryFolder } from "../support.ts";
import { refusalOf, TestAccount } from "./account.ts";
import { createRole, functionInputs, textArchive, functionType as type } from "./function-inputs.ts";

const arn = "arn:aws:lambda:eu-central-1:123456789012:function:app-relay";

describe("sandbox: aws.lambda.Function", () => {
  let account: TestAccount;
  beforeEach(() => {
    account = new TestAccount();
    createRole(account);
  });

  const stored = (): Fields => account.store.get(functionKind, "app-relay") ?? {};
  const codeOf = (): Record<string, string> =>
    Object.fromEntries([...filesOf(stored())].map(([path, content]) => [path, content.toString()]));

  it("returns its name as id, its ARNs, and what Lambda decides", () => {
    const { id, state } = account.create(type, "relay", functionInputs);
    expect(id).to.equal("app-relay");
    expect(state).to.include({
      arn,
      invokeArn: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
      responseStreamingInvokeArn: `arn:aws:apigateway:eu-central-1:lambda:path/2021-11-15/functions/${arn}/response-streaming-invocations`,
      qualifiedArn: `${arn}:$LATEST`,
      lastModified: "2026-11-23T16:00:00.000+0000",
      memorySize: 128,
      packageType: "Zip",
      reservedConcurrentExecutions: -1,
      timeout: 3,
      version: "$LATEST",
    });
    expect(state["architectures"]).to.deep.equal(["x86_64"]);
    expect(state["ephemeralStorage"]).to.deep.equal({ size: 512 });
    expect(state["tracingConfig"]).to.deep.equal({ mode: "PassThrough" });
    expect(state["loggingConfig"]).to.deep.equal({
      applicationLogLevel: "",
      logFormat: "Text",
      logGroup: "/aws/lambda/app-relay",
      systemLogLevel: "",
    });
    expect(account.checked(type, "f".repeat(90), { ...functionInputs, name: null })["name"]).to.match(
      /^f{56}-[0-9a-f]{7}$/,
    );
  });

  it("plans nothing right after, and after a refresh", () => {
    const deployed = account.create(type, "relay", functionInputs);
    expect(account.diff(deployed, functionInputs).changed).to.deep.equal([]);
    const refreshed = account.refreshed(deployed);
    expect(refreshed.state).to.deep.equal(deployed.state);
    expect(account.diff(refreshed, functionInputs).changed).to.deep.equal([]);
  });

  describe("code", () => {
    it("is kept by file, with Pulumi's hash of the archive and Lambda's of the code", () => {
      const { state } = account.create(type, "relay", functionInputs);
      expect(codeOf()).to.deep.equal({ "index.mjs": "export const handler = 1;" });
      expect(state["sourceCodeHash"]).to.equal("hash of export const handler = 1;");
      expect(state["codeSha256"]).to.match(/^[A-Za-z0-9+/]{43}=$/);
      expect(state["sourceCodeSize"]).to.equal("export const handler = 1;".length);
      expect(state["code"]).to.be.instanceOf(Asset);
    });

    it("is put again where the archive has another hash, and only then", () => {
      const deployed = account.create(type, "relay", functionInputs);
      const other = { ...functionInputs, code: textArchive("export const handler = 2;") };
      expect(account.diff(deployed, other)).to.deep.equal({
        changed: ["code", "lastModified", "sourceCodeHash"],
        replaces: [],
      });
      const updated = account.update(deployed, other);
      expect(codeOf()).to.deep.equal({ "index.mjs": "export const handler = 2;" });
      expect(updated.state["codeSha256"]).not.to.equal(deployed.state["codeSha256"]);
      expect(account.diff(updated, other).changed).to.deep.equal([]);
    });

    it("stays where the engine sends the state's archive, which has no contents", () => {
      const deployed = account.create(type, "relay", functionInputs);
      const ignored = { ...functionInputs, code: new Asset(functionInputs.code.hash, {}), timeout: 5 };
      expect(account.update(deployed, ignored).state["codeSha256"]).to.equal(deployed.state["codeSha256"]);
      expect(codeOf()).to.deep.equal({ "index.mjs": "export const handler = 1;" });
    });

    it("follows a hash that the program gives", () => {
      const deployed = account.create(type, "relay", { ...functionInputs, sourceCodeHash: "one" });
      expect(deployed.state["sourceCodeHash"]).to.equal("one");
      expect(account.diff(deployed, { ...functionInputs, sourceCodeHash: "two" }).changed).to.deep.equal([
        "lastModified",
        "sourceCodeHash",
      ]);
    });

    it("comes from files, folders and archives inside archives", () => {
      const folder = temporaryFolder();
      try {
        mkdirSync(join(folder.path, "lib"));
        writeFileSync(join(folder.path, "index.mjs"), "1");
        writeFileSync(join(folder.path, "lib", "a.mjs"), Buffer.from([0xff, 0x00]));
        const file = { path: join(folder.path, "index.mjs") };
        const code = new Asset("h", {
          assets: { "index.mjs": file, deep: { path: folder.path }, more: { assets: { "b.mjs": { text: "2" } } } },
        });
        account.create(type, "relay", { ...functionInputs, code });
        expect([...filesOf(stored())].map(([path, content]) => [path, [...content]])).to.deep.equal([
          ["deep/index.mjs", [49]],
          ["deep/lib/a.mjs", [0xff, 0]],
          ["index.mjs", [49]],
          ["more/b.mjs", [50]],
        ]);
        const zip = { ...functionInputs, name: "zip", code: new Asset("h", { path: file.path }) };
        expect(refusalOf(() => account.create(type, "z", zip))).to.match(/^The sandbox does not unpack .*index\.mjs/);
      } finally {
        folder.remove();
      }
    });

    it("is refused where it is missing, far away or empty", () => {
      const create = (code: Asset): string => refusalOf(() => account.create(type, "r", { ...functionInputs, code }));
      expect(create(new Asset("h", { assets: { a: { path: "/nowhere/a.mjs" } } }))).to.match(
        /\/nowhere\/a\.mjs cannot be read: ENOENT/,
      );
      expect(create(new Asset("h", { uri: "https://example.com/a.zip" }))).to.match(
        /does not fetch an archive from https:/,
      );
      expect(create(new Asset("h", { assets: {} }))).to.match(
        /InvalidParameterValueException: Uploaded file must be a non-empty zip$/,
      );
    });
  });

  it("replaces on its name and kind of package only", () => {
    const deployed = account.create(type, "relay", functionInputs);
    const other = {
      ...functionInputs,
      name: "other",
      runtime: "nodejs24.x",
      handler: "main.run",
      memorySize: 256,
      timeout: 5,
      architectures: ["arm64"],
      description: "d",
    };
    const difference = account.diff(deployed, other);
    expect(difference.replaces).to.deep.equal(["name"]);
    expect(difference.changed).to.include.members(["architectures[0]", "lastModified", "memorySize", "timeout"]);
    const { name } = functionInputs;
    expect(account.update(deployed, { ...other, name }).state).to.include({ memorySize: 256, timeout: 5 });
  });

  it("keeps variables, and takes none for no environment", () => {
    const environment = { variables: { STAGEKEEPER_RELAY: "{}" } };
    const deployed = account.create(type, "relay", { ...functionInputs, environment });
    expect(deployed.state["environment"]).to.deep.equal(environment);
    expect(account.diff(deployed, functionInputs).changed).to.deep.equal(["environment"]);
    const bare = account.update(deployed, functionInputs);
    expect(bare.state["environment"]).to.equal(null);
    expect(account.diff(bare, { ...functionInputs, environment: { variables: {} } }).changed).to.deep.equal([]);
  });

  it("fills in log levels for JSON, which are no difference", () => {
    const inputs = { ...functionInputs, loggingConfig: { logFormat: "JSON", logGroup: "/app" } };
    const deployed = account.create(type, "relay", inputs);
    expect(deployed.state["loggingConfig"]).to.deep.equal({
      applicationLogLevel: "INFO",
      logFormat: "JSON",
      logGroup: "/app",
      systemLogLevel: "INFO",
    });
    expect(account.diff(account.refreshed(deployed), inputs).changed).to.deep.equal([]);
    const loud = { ...inputs, loggingConfig: { ...inputs.loggingConfig, applicationLogLevel: "DEBUG" } };
    expect(account.diff(deployed, loud).changed).to.deep.equal(["loggingConfig.applicationLogLevel"]);
  });

  describe("refuses", () => {
    const role = "arn:aws:iam::123456789012:role/";
    const doing = String.raw`^creating Lambda Function \(app-relay\): operation error Lambda: CreateFunction, https response error StatusCode: 400, RequestID: \S+ InvalidParameterValueException: `;
    const cases: readonly (readonly [title: string, inputs: Fields, reason: RegExp])[] = [
      [
        "a role that is not there",
        { role: `${role}gone` },
        new RegExp(`${doing}The role defined for the function cannot be assumed by Lambda\\.$`),
      ],
      ["a role that does not trust Lambda", { role: `${role}app-other` }, /cannot be assumed by Lambda\.$/],
      [
        "a runtime of the past",
        { runtime: "nodejs16.x" },
        /The runtime parameter of nodejs16\.x is no longer supported/,
      ],
      [
        "Lambda's own variables",
        { environment: { variables: { AWS_REGION: "s3cret" } } },
        /contains reserved keys that are currently not supported for modification\. Reserved keys used in this request: AWS_REGION$/,
      ],
      ["too many variables", { environment: { variables: { A: "s".repeat(4096) } } }, /exceeded the 4KB limit\.$/],
      [
        "a function without handler, when it plans",
        { handler: null },
        /^handler and runtime must be set when PackageType is Zip$/,
      ],
    ];
    for (const [title, different, reason] of cases) {
      it(title, () =>
        expect(refusalOf(() => account.create(type, "r", { ...functionInputs, ...different }))).to.match(reason),
      );
    }

    it("another of its name", () => {
      account.create(type, "relay", functionInputs);
      expect(refusalOf(() => account.create(type, "r", functionInputs))).to.match(
        /StatusCode: 409, .*, ResourceConflictException: Function already exist: app-relay$/,
      );
    });

    it("at Check what has a wrong form, and what is not modelled", () => {
      const { code: _code, ...withoutCode } = functionInputs;
      const refusals = account.refusals(type, withoutCode);
      expect(refusals).to.have.length(3);
      expect(refusals[0]).to.equal(
        'Invalid combination of arguments. "filename": one of `filename,image_uri,s3_bucket` must be specified',
      );
      const wrong = {
        ...functionInputs,
        name: "a b",
        memorySize: 64,
        timeout: 901,
        runtime: "cobol",
        architectures: ["arm"],
      };
      expect(account.refusals(type, wrong).map((reason) => reason.slice(0, 60))).to.deep.equal([
        'expected architectures.0 to be one of ["x86_64" "arm64"], go',
        "expected memory_size to be in the range (128 - 32768), got 6",
        "invalid value for function_name (must be valid function name",
        'expected runtime to be one of ["dotnet6" "dotnet8" "dotnet10',
        "expected timeout to be in the range (1 - 900), got 901",
      ]);
      expect(account.refusals(type, { ...functionInputs, vpcConfig: { subnetIds: [] } })).to.deep.equal([
        'the sandbox does not model the property "vpcConfig"; sandbox/README.md lists what it models',
      ]);
    });

    it("a reservation in a new account, where the function is left without one", () => {
      const reserved = { ...functionInputs, reservedConcurrentExecutions: 1 };
      expect(() => account.create(type, "r", reserved)).to.throw(
        HalfCreated,
        /^setting Lambda Function \(app-relay\) concurrency: .*InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of \[10\]\.$/,
      );
      expect(stored()["reservedConcurrentExecutions"]).to.equal(-1);
      const off = account.create(type, "off", { ...functionInputs, name: "off", reservedConcurrentExecutions: 0 });
      expect(off.state["reservedConcurrentExecutions"]).to.equal(0);
      expect(
        refusalOf(() => account.update(off, { ...functionInputs, name: "off", reservedConcurrentExecutions: 2 })),
      ).to.match(/below its minimum value of \[10\]/);
    });
  });

  it("shows what somebody changed, and the role that is gone only when it is changed again", () => {
    const deployed = account.create(type, "relay", functionInputs);
    account.edit(deployed, { timeout: 900 });
    expect(account.refreshed(deployed).state["timeout"]).to.equal(900);
    account.store.remove("aws/iam-role", "app-relay-role");
    expect(account.refresh(deployed)).not.to.equal(null);
    expect(refusalOf(() => account.update(deployed, { ...functionInputs, timeout: 5 }))).to.match(
      /^updating Lambda Function \(app-relay\) configuration: .*cannot be assumed by Lambda\.$/,
    );
  });

  it("stays with skipDestroy in its state", () => {
    const kept = account.create(type, "relay", { ...functionInputs, skipDestroy: true });
    account.delete(kept);
    expect(account.refresh(kept)).not.to.equal(null);
    account.delete({ ...kept, state: { ...kept.state, skipDestroy: false } });
    expect(account.refresh(kept)).to.equal(null);
    account.delete(kept);
  });
});
