import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { TestProject } from "./support/project.ts";

const table = "aws:dynamodb/table:Table::facts";
const vercelVariable = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable::LOG_LEVEL";
const githubVariable = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable::LOG_LEVEL";

/** One project, told as a story: each step stands on the one before it, as a person's day does. */
describe("the example in the sandbox, with the real engine", function () {
  this.timeout(180_000);
  const project = new TestProject();
  after(() => project.remove());

  it("deploys the account and the three stages", async () => {
    const up = await project.stagekeeper(["sandbox", "up"]);
    expect(up.code, up.all).to.equal(0);
    const rows = up.stdout.split("\n").filter((line) => line.includes("✔ deployed"));
    expect(rows.map((row) => row.split("│")[1]?.trim())).to.have.members(["account", "dev", "staging", "prod"]);
    expect(up.stdout).to.contain("agent-ops-prod-facts").and.to.contain("Try next:");
  });

  it("finds nothing to change in a second up, and nothing drifted", async () => {
    const up = await project.pulumi("up", "--stack", "prod", "--yes", "--expect-no-changes");
    expect(up.code, up.all).to.equal(0);
    const refresh = await project.pulumi("refresh", "--stack", "prod", "--preview-only", "--expect-no-changes");
    expect(refresh.code, refresh.all).to.equal(0);
  });

  it("keeps plain variables plain in state, and no secret in clear anywhere outside the vendors' own store", async () => {
    const state = JSON.parse((await project.pulumi("stack", "export", "--stack", "prod")).stdout);
    const inputs = (address: string) =>
      state.deployment.resources.find(({ urn }: { urn: string }) => urn.endsWith(`$${address}`))?.inputs;
    expect(inputs(vercelVariable)?.value).to.equal("info");
    expect(inputs(githubVariable)?.value).to.equal("info");
    const opened = JSON.parse((await project.pulumi("stack", "export", "--stack", "prod", "--show-secrets")).stdout);
    const secrets = plaintexts(opened);
    expect(secrets.length).to.be.greaterThan(1);
    const exported = JSON.stringify(state);
    const files = filesBelow(join(project.folder, ".sandbox")).filter((file) => !file.includes("/vendors/"));
    expect(files.length).to.be.greaterThan(10);
    for (const secret of secrets) {
      expect(exported).not.to.contain(secret);
      for (const file of files) expect(readFileSync(file, "utf8"), file).not.to.contain(secret);
    }
  });

  it("names exactly what was changed behind Pulumi's back, and restores it", async () => {
    const change = (...args: string[]) => project.stagekeeper(["sandbox", ...args]);
    for (const result of [
      await change("edit", "prod", table, 'billingMode="PAY_PER_REQUEST"'),
      await change("edit", "prod", vercelVariable, 'value="debug"'),
      await change("remove", "prod", githubVariable),
    ]) {
      expect(result.code, result.all).to.equal(0);
    }
    const refresh = await project.pulumi(
      "refresh",
      "--stack",
      "prod",
      "--preview-only",
      "--expect-no-changes",
      "--diff",
    );
    expect(refresh.code, refresh.all).to.equal(7);
    const named = refresh.stdout.match(/\[urn=urn:pulumi:prod::[^\]]*\]/g) ?? [];
    const changed = named
      .filter((urn) => !urn.includes("pulumi:pulumi:Stack"))
      .map((urn) => urn.split("::").slice(2).join("::").replace(/^.*\$/, "").replace("]", ""));
    expect(changed).to.have.members([table, vercelVariable, githubVariable]);

    const up = await project.pulumi("up", "--stack", "prod", "--yes");
    expect(up.code, up.all).to.equal(0);
    const again = await project.pulumi("refresh", "--stack", "prod", "--preview-only", "--expect-no-changes");
    expect(again.code, again.all).to.equal(0);
  });

  it("is clean under parity, as declared and as recorded, and suppresses exactly what the configuration allows", async () => {
    for (const source of [[], ["--source", "recorded", "--sandbox"]]) {
      const parity = await project.stagekeeper(["parity", ...source, "--format", "json"]);
      expect(parity.code, parity.all).to.equal(0);
      const { findings } = JSON.parse(parity.stdout);
      const origins = new Set(
        findings.map((finding: { suppressed: { origin: string } | null }) => finding.suppressed?.origin),
      );
      expect([...origins]).to.have.members([
        "stagekeeper:base.pipelines.etl.stages",
        "stagekeeper:base.monitoring.throttleAlarms.stages",
        "stagekeeper:base.parity.allow[0]",
        "stagekeeper:base.vercel.projects.web.previews.stages",
      ]);
    }
  });

  it("destroys dev and leaves nothing of it at the vendors", async () => {
    const destroy = await project.pulumi("destroy", "--stack", "dev", "--yes");
    expect(destroy.code, destroy.all).to.equal(0);
    const counts = JSON.parse((await project.stagekeeper(["sandbox", "status", "--format", "json"])).stdout);
    expect(Object.values(counts).map((byStack) => (byStack as Record<string, number>)["dev"] ?? 0)).to.deep.equal([
      0, 0, 0,
    ]);
  });

  it("refuses to destroy prod as a whole; with --skip-preview the unprotected resources go before it fails", async () => {
    const refused = await project.pulumi("destroy", "--stack", "prod", "--yes");
    expect(refused.code).not.to.equal(0);
    expect(refused.all).to.match(/protected/);
    const before = await resourcesOf("prod");
    const skipped = await project.pulumi("destroy", "--stack", "prod", "--yes", "--skip-preview");
    expect(skipped.code).not.to.equal(0);
    const left = await resourcesOf("prod");
    expect(left.length).to.be.lessThan(before.length);
    const types = new Set(left.filter(({ protect }) => protect).map(({ type }) => type));
    expect([...types]).to.include.members([
      "aws:dynamodb/table:Table",
      "aws:s3/bucket:Bucket",
      "vercel:index/project:Project",
      "github:index/repositoryEnvironment:RepositoryEnvironment",
      "aws:iam/role:Role",
    ]);
    expect(before.filter(({ protect }) => protect)).to.have.length(left.filter(({ protect }) => protect).length);
  });

  it("leaves the committed Pulumi files as they were", () => {
    for (const file of readdirSync(project.folder).filter((name) => name.startsWith("Pulumi."))) {
      const original = parse(readFileSync(file, "utf8"));
      const now = parse(readFileSync(join(project.folder, file), "utf8"));
      if (file === "Pulumi.yaml") now.main = original.main;
      expect(now, file).to.deep.equal(original);
    }
  });

  async function resourcesOf(stack: string): Promise<{ type: string; protect?: boolean }[]> {
    return JSON.parse((await project.pulumi("stack", "export", "--stack", stack)).stdout).deployment.resources;
  }
});

/** Every decrypted secret of an export, as text. */
function plaintexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(plaintexts);
  if (typeof value !== "object" || value === null) return [];
  const { plaintext } = value as { plaintext?: unknown };
  const own = typeof plaintext === "string" ? [JSON.parse(plaintext)].filter((text) => typeof text === "string") : [];
  return [...own, ...Object.values(value).flatMap(plaintexts)];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
