import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { execa } from "execa";

const repository = resolve(import.meta.dirname, "../..");

/** The package as a user gets it: packed, unpacked into a project that has never heard of this repository. */
describe("the npm package in somebody's project", function () {
  this.timeout(120_000);
  let project: string;

  before(() => {
    project = mkdtempSync(join(tmpdir(), "stagekeeper-user-"));
    const [{ filename }] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--pack-destination", project], {
        cwd: repository,
        stdio: ["ignore", "pipe", "ignore"],
      }).toString(),
    );
    const modules = join(project, "node_modules");
    for (const scope of ["@pulumi", "@pulumiverse", "@types"])
      linkInstalled(join(repository, "node_modules", scope), join(modules, scope));
    mkdirSync(join(modules, "stagekeeper"));
    execFileSync("tar", ["-xzf", join(project, filename), "-C", join(modules, "stagekeeper"), "--strip-components=1"]);
    write("package.json", JSON.stringify({ name: "user", type: "module", private: true }));
  });
  after(() => rmSync(project, { recursive: true, force: true }));

  it("compares exports of any project, without any configuration", async () => {
    const state = (stack: string, mode: string) =>
      JSON.stringify({
        version: 3,
        deployment: {
          resources: [
            {
              urn: `urn:pulumi:${stack}::any::aws:dynamodb/table:Table::facts`,
              custom: true,
              id: `facts-${stack}`,
              type: "aws:dynamodb/table:Table",
              inputs: { billingMode: mode },
            },
          ],
        },
      });
    write("dev.json", state("dev", "PROVISIONED"));
    write("prod.json", state("prod", "PAY_PER_REQUEST"));
    const same = await run("parity", "--state", "dev=dev.json", "--state", "prod=dev.json");
    expect(same.exitCode, same.all).to.equal(0);
    const other = await run("parity", "--state", "dev=dev.json", "--state", "prod=prod.json", "--format", "json");
    expect(other.exitCode, other.all).to.equal(1);
    expect(
      JSON.parse(other.stdout).findings.map(({ code, path }: { code: string; path: string }) => `${code} ${path}`),
    ).to.deep.equal(["parity/different-value billingMode"]);
  });

  it("gives a program its stage, beside resources of its own, and compares what it declares", async () => {
    write(
      "Pulumi.yaml",
      `name: user
runtime: { name: nodejs, options: { typescript: false } }
config:
  stagekeeper:base:
    value:
      app: user
      stages: [dev, prod]
      github: { repository: jdoe/user, visibility: public }
      vercel: { projects: { web: {} } }
      aws: { region: eu-central-1 }
      warehouse: { production: { tables: { facts: { hashKey: pk } } } }
      variables: { QUEUE: { from: extra.queue.url, to: [vercel.web] } }
`,
    );
    write(
      "index.js",
      `import { Queue } from "@pulumi/aws/sqs/queue.js";
import { getStack } from "@pulumi/pulumi";
import { stageFromConfig } from "stagekeeper";
const queue = new Queue("jobs", { name: "user-" + getStack() + "-jobs" });
export const { outputs } = stageFromConfig({ outputs: { queue: { url: queue.url } } });
`,
    );
    const parity = await run("parity", "--format", "json");
    expect(parity.exitCode, parity.all).to.equal(0);
    expect(JSON.parse(parity.stdout).summary.compared).to.be.greaterThan(10);
  });

  it("drills the alerts of somebody's own program, with everything that its sandbox needs", async () => {
    write(
      "Pulumi.yaml",
      `name: user
runtime: { name: nodejs, options: { typescript: false } }
config:
  stagekeeper:base:
    value:
      app: user
      stages: [prod]
      github: { repository: jdoe/user, visibility: public }
      vercel: { projects: { web: {} } }
      aws: { region: eu-central-1 }
      warehouse: { production: { tables: { facts: { hashKey: pk } } } }
      monitoring: { emails: [me@example.com], throttleAlarms: { layers: [production] }, relay: lambda }
`,
    );
    write(
      "index.js",
      `import { accountFromConfig, isAccountStack, stageFromConfig } from "stagekeeper";
export const { outputs } = isAccountStack() ? accountFromConfig() : stageFromConfig();
`,
    );
    const up = await run("sandbox", "up");
    expect(up.exitCode, up.all).to.equal(0);
    const drill = await run("drill", "--format", "json");
    expect(drill.exitCode, drill.all).to.equal(0);
    const { checks } = JSON.parse(drill.stdout) as { checks: { kind: string; outcome: string }[] };
    expect(checks.map(({ kind, outcome }) => `${kind} ${outcome}`)).to.deep.equal([
      "failed-workflow passed",
      "failed-deployment passed",
      "forged-signature passed",
      "replayed-delivery passed",
      "throttled-table passed",
      "silent-pipeline not-configured",
      "budget-crossed not-configured",
    ]);
  });

  it("has types that a strict TypeScript program accepts", async () => {
    write(
      "program.ts",
      `import { stageFromConfig, type Stage } from "stagekeeper";
import { Table } from "stagekeeper/components";
import { compareStages, type Report } from "stagekeeper/parity";
export const stage: Stage = stageFromConfig();
export const report: Report = compareStages({ stages: [], source: "state", today: "2026-11-24", generatedAt: "2026-11-24T00:00:00Z" });
export const table: typeof Table = Table;
`,
    );
    write(
      "tsconfig.json",
      JSON.stringify({
        compilerOptions: {
          strict: true,
          module: "NodeNext",
          moduleResolution: "NodeNext",
          target: "ES2022",
          noEmit: true,
          skipLibCheck: false,
          types: ["node"],
        },
        files: ["program.ts"],
      }),
    );
    const tsc = await execa(join(repository, "node_modules/.bin/tsc"), ["-p", project, "--listFiles"], {
      reject: false,
      all: true,
    });
    expect(tsc.all).to.contain("stagekeeper/dist/types/components/entry.d.ts");
    expect(tsc.all.split("\n").filter((line) => /(stagekeeper|program\.ts).*error TS/.test(line))).to.deep.equal([]);
  });

  function write(file: string, text: string): void {
    writeFileSync(join(project, file), text);
  }

  function run(...args: string[]) {
    const command = join(project, "node_modules/stagekeeper/bin/stagekeeper.js");
    return execa(process.execPath, [command, ...args], { cwd: project, reject: false, all: true, stdin: "ignore" });
  }
});

/** Links the packages of a scope, so that nothing has to be fetched. stagekeeper itself brings all else that it needs. */
function linkInstalled(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) symlinkSync(join(from, name), join(to, name));
}
