import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Host } from "../../../../cli/adapters/host.ts";
import { openIssueDesk } from "../../../../cli/adapters/issue/desk.ts";
import { readProject } from "../../../../cli/adapters/project.ts";

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
    const { stages, project, stackOf } = await deskOf("name: other # mine\n", { GITHUB_REPOSITORY: "jdoe/other" });
    expect([stages, project, stackOf("prod")]).to.deep.equal([["dev", "prod"], "other", "prod"]);
  });

  it("is known also where the configuration is wrong, which is what the issues then have to tell of", async () => {
    const base = [
      "stages: [dev, { name: prod, stack: acme/shop/live }]",
      "github: { repository: jdoe/shop, plan: none }",
      "aws: { accountStack: acme/shop/account }",
    ];
    const text = `name: shop\nconfig:\n  stagekeeper:base:\n    value:\n${base.map((line) => `      ${line}\n`).join("")}`;
    const { stages, stackOf } = await deskOf(text);
    expect(stages).to.deep.equal(["dev", "prod", "account"]);
    expect(stages.map(stackOf)).to.deep.equal(["dev", "acme/shop/live", "acme/shop/account"]);
  });
});
