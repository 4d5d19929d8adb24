import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Host } from "../../../../cli/adapters/host.ts";
import { openIssueDesk } from "../../../../cli/adapters/issue/desk.ts";
import { readProject } from "../../../../cli/adapters/project.ts";
import { base } from "../../../core/config/example.ts";

describe("where issues are kept", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-desk-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const deskOf = (text: string, env: Readonly<Record<string, string>> = {}) => {
    writeFileSync(join(folder, "Pulumi.yaml"), text);
    const host = { env: { GITHUB_TOKEN: "t", ...env }, now: () => new Date(), log: () => undefined };
    const world = { sandbox: false, redact: null };
    return openIssueDesk(readProject(join(folder, "Pulumi.yaml")), host as unknown as Host, world);
  };

  it("is known by the files of the stacks, in any Pulumi project", async () => {
    for (const name of ["dev", "prod"]) writeFileSync(join(folder, `Pulumi.${name}.yaml`), "");
    const { stages, accounts, project, stackOf } = await deskOf("name: other # mine\n", {
      GITHUB_REPOSITORY: "jdoe/other",
    });
    expect([stages, accounts, project, stackOf("prod")]).to.deep.equal([["dev", "prod"], [], "other", "prod"]);
  });

  it("is known by the configuration, with what the stages' own files say of account stacks", async () => {
    const stages = ["dev", { name: "prod", stack: "acme/shop/live" }];
    const written = base({ stages, aws: { accountStack: "acme/shop/account" } });
    const override = { config: { "stagekeeper:stage": { aws: { accountStack: "acme/shop/account-live" } } } };
    writeFileSync(join(folder, "Pulumi.live.yaml"), JSON.stringify(override));
    const desk = await deskOf(JSON.stringify({ name: "shop", config: { "stagekeeper:base": { value: written } } }));
    expect(desk.stages).to.deep.equal(["dev", "prod", "account", "account-live"]);
    expect(desk.accounts).to.deep.equal(["account", "account-live"]);
    expect(desk.stages.map(desk.stackOf)).to.deep.equal([
      "dev",
      "acme/shop/live",
      "acme/shop/account",
      "acme/shop/account-live",
    ]);
  });

  it("is known also where the configuration is wrong, which is what the issues then have to tell of", async () => {
    const lines = [
      "stages: [dev, { name: prod, stack: acme/shop/live }]",
      "github: { repository: jdoe/shop, plan: none }",
      "aws: { accountStack: acme/shop/account }",
    ];
    const text = `name: shop\nconfig:\n  stagekeeper:base:\n    value:\n${lines.map((line) => `      ${line}\n`).join("")}`;
    const { stages, accounts, stackOf } = await deskOf(text);
    expect(stages).to.deep.equal(["dev", "prod", "account"]);
    expect(accounts).to.deep.equal(["account"]);
    expect(stages.map(stackOf)).to.deep.equal(["dev", "acme/shop/live", "acme/shop/account"]);
  });
});
