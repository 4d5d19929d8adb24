import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readReport } from "../../core/findings/read-report.ts";
import { readWorkflow, type Step, stepsOf } from "./workflow.ts";

const workflow = readWorkflow("drift.yml");
const { plan, check, report, "code-scanning": codeScanning } = workflow.jobs;
const steps = stepsOf(workflow);
const stepOf = (name: string): Step => {
  const found = steps.find((step) => step.name === name);
  if (found === undefined) throw new Error(`there is no step ${name}`);
  return found;
};

describe("the drift workflow", () => {
  it("pins every action by commit, and says which version that is", () => {
    const used = [...workflow.text.matchAll(/uses: (.+)/g)].map(([, action]) => action);
    expect(used.length).to.be.greaterThan(8);
    for (const action of used) expect(action).to.match(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("gives nothing by default, and to each job only what it needs", () => {
    expect(workflow.permissions).to.deep.equal({});
    expect(plan?.permissions).to.deep.equal({ contents: "read" });
    expect(check?.permissions).to.deep.equal({ contents: "read", "id-token": "write" });
    expect(report?.permissions).to.deep.equal({ contents: "read", issues: "write" });
    expect(codeScanning?.permissions).to.deep.equal({ actions: "read", contents: "read", "security-events": "write" });
    for (const { uses, with: given } of steps) {
      if (uses?.startsWith("actions/checkout@")) expect(given).to.deep.equal({ "persist-credentials": false });
    }
  });

  it("lets each stack's checks wait for each other, never for a deployment, and ends none half way", () => {
    expect(check?.concurrency).to.deep.equal({
      group: `drift-stack-\${{ matrix.stack }}`,
      "cancel-in-progress": false,
    });
    expect(report?.concurrency?.["cancel-in-progress"]).to.equal(false);
    for (const job of Object.values(workflow.jobs)) expect(job["timeout-minutes"]).to.be.a("number");
  });

  it("lets no expression into a script, and no secret out of an environment", () => {
    for (const { run = "" } of steps) expect(run).to.not.contain("${{");
    const withSecrets = steps.filter((step) => JSON.stringify(step).includes("secrets."));
    expect(withSecrets.map(({ name }) => name)).to.deep.equal(["Check"]);
    const { run = "", env = {} } = stepOf("Check");
    const secret = Object.keys(env).filter((name) => env[name]?.includes("secrets."));
    expect(secret).to.include.members(["GITHUB_TOKEN", "VERCEL_API_TOKEN", "PULUMI_CONFIG_PASSPHRASE"]);
    for (const name of secret) expect(run).to.not.match(new RegExp(`\\$\\{?${name}\\b`));
  });

  it("gives no job the passphrase of another stage", () => {
    for (const [name, value] of Object.entries(stepOf("Check").env ?? {})) {
      const [, stage] = /^STAGEKEEPER_PASSPHRASE_(\w+)$/.exec(name) ?? [];
      if (stage === undefined) continue;
      expect(value).to.equal(`\${{ matrix.stage == '${stage.toLowerCase()}' && secrets.${name} || '' }}`);
    }
  });

  it("looks for a lock before and after the check, in the same way", () => {
    const [before, after] = ["Is the stack locked?", "Has an update begun meanwhile?"].map(stepOf);
    expect([before?.if, before?.env]).to.deep.equal([after?.if, after?.env]);
    expect(before?.run).to.match(new RegExp(`\n${after?.run?.replace("$", "\\$")}\n$`));
    expect(before?.env?.["PROJECT"]).to.equal(`\${{ matrix.project }}`);
    const names = check?.steps.map(({ name }) => name) ?? [];
    const order = ["Is the stack locked?", "Check", "Has an update begun meanwhile?", "Hand the report on"];
    expect(names.filter((name) => name !== undefined && order.includes(name))).to.deep.equal(order);
  });

  it("reports also where checks failed or could not be listed, and uploads only where there is code scanning", () => {
    expect(report?.needs).to.deep.equal(["plan", "check"]);
    const blind = "(needs.plan.result != 'success' && !inputs.stages)";
    expect(report?.if).to.equal(`\${{ !cancelled() && (needs.plan.outputs.matrix || ${blind}) }}`);
    expect(plan?.if, "it is never skipped").to.equal(undefined);
    expect(codeScanning?.if).to.contain("visibility == 'public' || vars.STAGEKEEPER_SARIF_UPLOAD == 'true'");
    expect(stepOf("Hand the report on").if).to.equal("always()");
  });
});

describe("the scripts of the drift workflow", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stagekeeper-workflow-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** As the runner does it: bash, which stops at the first failure. Commands from outside are replaced by functions. */
  const run = (name: string, env: Record<string, string>, functions = "") => {
    const script = `${functions}\n${stepOf(name).run}`;
    const output = join(folder, "output");
    const result = spawnSync("bash", ["--norc", "-e", "-o", "pipefail", "-c", script], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"] ?? "",
        GITHUB_OUTPUT: output,
        RUNNER_TEMP: folder,
        GITHUB_STEP_SUMMARY: join(folder, "summary"),
        ...env,
      },
    });
    const outputs = existsSync(output) ? readFileSync(output, "utf8") : "";
    return { code: result.status, stdout: result.stdout, stderr: result.stderr, outputs };
  };
  /** Prints what it is called with, one word a line. */
  const npx = `npx() { printf '[%s]' "$@"; echo; }`;

  it("check nothing, and say so, where nothing says where the state is", () => {
    const inert = run("Is there anything to check?", { BACKEND: "" });
    expect(inert.code).to.equal(0);
    expect(inert.outputs).to.equal("");
    expect(inert.stdout).to.match(/^::notice title=Drift is not checked::.*PULUMI_BACKEND_URL/);
    const ready = run("Is there anything to check?", { BACKEND: "s3://state" });
    expect([ready.outputs, ready.stdout]).to.deep.equal(["exists=true\n", ""]);
    for (const step of (plan?.steps ?? []).slice(1)) expect(step.if).to.equal("steps.state.outputs.exists");
    expect(check?.if).to.equal("needs.plan.outputs.matrix");
  });

  it("list the stacks in one line for each output", () => {
    const matrix = JSON.stringify({ include: [{ stage: "dev" }, { stage: "account" }] });
    const functions = `npx() { echo "$*" >&2; echo '${matrix}'; }\ngh() { echo public; }`;
    const listed = run("List the stacks", { STAGES: "dev account", GITHUB_REPOSITORY: "o/r" }, functions);
    expect(listed.outputs).to.equal(`matrix=${matrix}\nstages=dev,account\nvisibility=public\n`);
    expect(listed.stderr).to.equal("stagekeeper stacks dev account --format github-matrix\n");
    const failing = run("List the stacks", { STAGES: "", GITHUB_REPOSITORY: "o/r" }, "npx() { return 2; }");
    expect(failing.code).to.equal(2);
  });

  it("take a repository for public where GitHub does not say", () => {
    const functions = `npx() { echo '{"include":[]}'; }\ngh() { return 1; }`;
    expect(run("List the stacks", { STAGES: "", GITHUB_REPOSITORY: "o/r" }, functions).outputs).to.contain(
      "visibility=unknown\n",
    );
  });

  it("leave values out unless the repository is private, and fail only where the check could not run", () => {
    expect(stepOf("Check").env).to.include({ NAME: `\${{ matrix.name }}`, STAGE: `\${{ matrix.stage }}` });
    const asked = (visibility: string) =>
      run("Check", { NAME: "acme/app/prod", STAGE: "prod", VISIBILITY: visibility }, npx).stdout;
    const rest = "[--fail-on][never][--output][json:reports/prod.json]\n";
    for (const visibility of ["public", "unknown", ""]) {
      expect(asked(visibility)).to.equal(`[stagekeeper][drift][acme/app/prod][--redact][values]${rest}`);
    }
    for (const visibility of ["private", "internal"]) {
      expect(asked(visibility)).to.equal(`[stagekeeper][drift][acme/app/prod]${rest}`);
    }
    expect(run("Check", { STAGE: "prod", VISIBILITY: "public" }, "npx() { return 2; }").code).to.equal(2);
  });

  it("take secrets that do not exist out of the environment", () => {
    const env = { STAGE: "prod", VISIBILITY: "public", PULUMI_CONFIG_PASSPHRASE: "", VERCEL_API_TOKEN: "" };
    const passphrases = { STAGEKEEPER_PASSPHRASE_DEV: "", STAGEKEEPER_PASSPHRASE_PROD: "p" };
    const seen = run("Check", { ...env, ...passphrases }, "npx() { compgen -e | grep -E 'PASSPHRASE|VERCEL'; }").stdout;
    expect(seen).to.equal("STAGEKEEPER_PASSPHRASE_PROD\n");
  });

  it("tell who holds the lock of a stack, since when, and the way out", () => {
    const since = new Date(Date.now() - 5 * 3_600_000).toISOString();
    const content = JSON.stringify({ pid: 7, username: "runner", hostname: "vm-1", timestamp: since });
    const aws = `aws() { echo "$*" >&2; if [ "$1" = s3 ]; then echo '${content}'; else echo team/.pulumi/one.json; fi; }`;
    const env = {
      BACKEND: "s3://state/team/?region=eu-central-1",
      STACK: "acme/agent-ops/prod",
      STAGE: "prod",
      PROJECT: "agent-ops",
    };
    const locked = run("Is the stack locked?", env, aws);
    expect(locked.code).to.equal(2);
    expect(locked.stderr).to.contain("--bucket state --prefix team/.pulumi/locks/organization/agent-ops/prod/ --query");
    expect(locked.stderr).to.contain("s3 cp s3://state/team/.pulumi/one.json -\n");
    const read = readReport(readFileSync(join(folder, "reports/prod.json"), "utf8"), "drift");
    expect(read.ok && read.report.incomplete).to.deep.equal([
      {
        stage: "prod",
        reason: `the stack acme/agent-ops/prod is locked by runner@vm-1, process 7, since ${since} (5 hours ago): an update is running, or was killed. If none is running: pulumi cancel --stack acme/agent-ops/prod`,
      },
    ]);
  });

  it("go on where there is no lock, and not where that cannot be seen", () => {
    const env = { BACKEND: "s3://state", STACK: "prod", STAGE: "prod", PROJECT: "agent-ops" };
    expect(run("Is the stack locked?", env, "aws() { echo None; }").code).to.equal(0);
    expect(run("Is the stack locked?", env, "aws() { return 254; }").code, "nobody may look").to.equal(254);
    expect(existsSync(join(folder, "reports"))).to.equal(false);
  });

  it("take back what was found while an update began", () => {
    const env = { BACKEND: "s3://state", STACK: "prod", STAGE: "prod", PROJECT: "agent-ops" };
    const free = "aws() { echo None; }";
    const held = `aws() { if [ "$1" = s3 ]; then echo '{"pid":7,"username":"ci","hostname":"r"}'; else echo key; fi; }`;
    expect(run("Is the stack locked?", env, free).code).to.equal(0);
    expect(run("Has an update begun meanwhile?", env, free).code).to.equal(0);
    expect(run("Has an update begun meanwhile?", env, held).code).to.equal(2);
    const read = readReport(readFileSync(join(folder, "reports/prod.json"), "utf8"), "drift");
    expect(read.ok && read.report.incomplete[0]?.reason).to.contain("is locked by ci@r, process 7");
  });

  it("merge what there is, expecting every stage, also where nobody could list them", () => {
    const name = "One report, and an issue for each stack that differs or could not be checked";
    expect(run(name, { STAGES: "dev,prod" }, npx).code).to.equal(0);
    expect(readFileSync(join(folder, "summary"), "utf8")).to.equal(
      "[stagekeeper][drift][--merge][reports][--expect][dev,prod][--issue][--fail-on][never][--format][markdown][--output][json:drift.json][--output][sarif:drift.sarif]\n",
    );
    expect(existsSync(join(folder, "reports"))).to.equal(true);
    rmSync(join(folder, "summary"));
    expect(run(name, { STAGES: "" }, npx).code).to.equal(0);
    expect(readFileSync(join(folder, "summary"), "utf8")).to.contain("[--merge][reports][--expect][][--issue]");
  });
});
