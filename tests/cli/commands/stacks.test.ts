import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Host } from "../../../cli/adapters/host.ts";
import { projectAdapters } from "../../../cli/adapters/project-stages.ts";
import { type StacksOptions, stacks } from "../../../cli/commands/stacks.ts";
import type { StageConfig } from "../../../core/config/types.ts";
import { UserError } from "../../../core/user-error.ts";
import { configOf } from "../../core/config/example.ts";

const accountId = "123456789012";
const configs = (patch: unknown = {}): readonly StageConfig[] =>
  ["dev", "prod"].map((stage) => configOf(patch, { stage }));

async function list(
  options: Partial<StacksOptions>,
  of: readonly StageConfig[] | null,
  files: readonly string[] = [],
): Promise<string> {
  const printed: string[] = [];
  const adapters = {
    configuration: async () => of,
    knownStacks: async () => files,
    projectName: async () => "shop",
    print: (text: string) => printed.push(text),
  };
  expect(await stacks({ stages: [], format: "github-matrix", ...options }, adapters)).to.equal(0);
  expect(printed.length).to.equal(1);
  return printed[0] ?? "";
}

describe("stacks", () => {
  it("is a matrix in one line: the stages in order, then the account stack", async () => {
    const text = await list({}, configs({ aws: { accountId } }));
    expect(text).to.not.contain("\n");
    const region = "eu-central-1";
    expect(JSON.parse(text)).to.deep.equal({
      include: [
        {
          name: "dev",
          project: "shop",
          stage: "dev",
          kind: "stage",
          stack: "dev",
          environment: "dev",
          region,
          roleName: "shop-dev-inspect",
          role: "arn:aws:iam::123456789012:role/shop-dev-inspect",
          passphrase: "STAGEKEEPER_PASSPHRASE_DEV",
        },
        {
          name: "prod",
          project: "shop",
          stage: "prod",
          kind: "stage",
          stack: "prod",
          environment: "prod",
          region,
          roleName: "shop-prod-inspect",
          role: "arn:aws:iam::123456789012:role/shop-prod-inspect",
          passphrase: "STAGEKEEPER_PASSPHRASE_PROD",
        },
        {
          name: "account",
          project: "shop",
          stage: "account",
          kind: "account",
          stack: "account",
          environment: null,
          region,
          roleName: "shop-inspect",
          role: "arn:aws:iam::123456789012:role/shop-inspect",
          passphrase: "STAGEKEEPER_PASSPHRASE_ACCOUNT",
        },
      ],
    });
  });

  it("names no ARN without an account, and no environment where bindings lie in the repository", async () => {
    const github = { plan: "free", visibility: "private" };
    const [dev] = JSON.parse(await list({}, configs({ github }))).include;
    expect(dev).to.include({ roleName: "shop-dev-inspect", role: null, environment: null });
  });

  it("has each account stack once", async () => {
    const own = configOf({ aws: { accountStack: "acme/shop/account-prod", accountId } }, { stage: "prod" });
    const entries = JSON.parse(await list({}, [configOf({}, { stage: "dev" }), own])).include;
    expect(entries.map(({ stage, stack }: { stage: string; stack: string }) => [stage, stack])).to.deep.equal([
      ["dev", "dev"],
      ["prod", "prod"],
      ["account", "account"],
      ["account-prod", "acme/shop/account-prod"],
    ]);
  });

  it("takes the account stack to lie where the first of its stages does", async () => {
    const elsewhere = configOf({ aws: { region: "eu-west-1" } }, { stage: "prod" });
    const entries = JSON.parse(await list({}, [configOf({}, { stage: "dev" }), elsewhere])).include;
    expect(entries.map(({ region }: { region: string }) => region)).to.deep.equal([
      "eu-central-1",
      "eu-west-1",
      "eu-central-1",
    ]);
  });

  it("keeps to the stages that are named, and refuses one that there is not", async () => {
    const { include } = JSON.parse(await list({ stages: ["account", "dev"] }, configs()));
    expect(include.map(({ stage }: { stage: string }) => stage)).to.deep.equal(["dev", "account"]);
    const error = await list({ stages: ["prd"] }, configs()).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UserError).and.have.property("next", "Did you mean prod?");
  });

  it("is a table for people and JSON for programs", async () => {
    const table = await list({ format: "table" }, configs({ aws: { accountId } }));
    expect(table).to.contain(
      "│ prod    │ prod    │ prod               │ eu-central-1 │ arn:aws:iam::123456789012:role/shop-prod-inspect",
    );
    expect(table).to.contain("│ account │ account │ -                  │");
    const json = JSON.parse(await list({ format: "json" }, configs()));
    expect(json[0]).to.include({ stage: "dev", stack: "dev" });
  });

  it("takes every stack with a file in a project without configuration", async () => {
    expect(JSON.parse(await list({}, null, ["dev", "acme/shop/eu-prod"])).include).to.deep.equal(
      [
        ["dev", "dev", "STAGEKEEPER_PASSPHRASE_DEV"],
        ["eu-prod", "acme/shop/eu-prod", "STAGEKEEPER_PASSPHRASE_EU_PROD"],
      ].map(([stage, stack, passphrase]) => ({
        name: stack,
        project: "shop",
        stage,
        kind: "stage",
        stack,
        environment: null,
        region: null,
        roleName: null,
        role: null,
        passphrase,
      })),
    );
    const error = await list({}, null, []).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UserError);
  });
});

describe("stacks of a project on disk", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-stacks-"));
    for (const name of ["Pulumi.dev.yaml", "Pulumi.prod.yaml"]) writeFileSync(join(folder, name), "");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const adapters = (config: string | null = null) =>
    projectAdapters({ cwd: folder, env: { HOME: folder, PATH: folder } } as unknown as Host, config, false);

  it("are those with a file, in any Pulumi project", async () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: other # app\nruntime: yaml\n");
    expect(await adapters().projectName()).to.equal("other");
    expect(await adapters().configuration()).to.equal(null);
    expect(await adapters().knownStacks()).to.deep.equal(["dev", "prod"]);
  });

  it("come from the Pulumi.yaml that is named", async () => {
    writeFileSync(join(folder, "other.yaml"), "name: other\nruntime: yaml\n");
    expect(await adapters("other.yaml").configuration()).to.equal(null);
    const error = await adapters("missing.yaml")
      .configuration()
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UserError);
  });
});
