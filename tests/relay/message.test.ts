import { expect } from "chai";
import fc from "fast-check";
import { asciiLine, oneLine, safeLink } from "../../relay/text.ts";
import * as payloads from "./support/payloads.ts";
import { World } from "./support/world.ts";

async function sent(...requests: readonly [event: string, payload: payloads.Json][]) {
  const world = new World();
  for (const [event, payload] of requests) expect((await world.send(event, payload)).status).to.equal(200);
  return world.messages;
}

/** As SNS's Publish documents it, one below its limit; it begins with our bracket. */
const subjectForm = /^\[[ -~]{1,98}$/;

describe("relay: message", () => {
  it("says what failed, which stage, where, since when, which commit, and what to do first", async () => {
    const [message] = await sent(["workflow_run", payloads.workflowRun({ run: 30 })]);
    expect(message?.subject).to.equal("[prod] etl.yml failed");
    expect(message?.body).to.equal(
      [
        "etl.yml failed (prod)",
        "",
        'What:        workflow etl.yml, pipeline etl, run 30, attempt 1, ended with "failure"',
        "Stage:       prod",
        "Since:       2026-11-24 10:00 UTC",
        "Where:       octo-org/octo-repo",
        "Branch:      main",
        "Commit:      3484a3fb816e0859fd6e1cea078d76385ff50625",
        "Link:        https://github.com/octo-org/octo-repo/actions/runs/30",
        "",
        "What to do first: open the link and read the first step that is red. If it was chance: gh run rerun 30 --failed",
        "",
      ].join("\n"),
    );
    expect(message?.attributes).to.include({ stage: "prod", kind: "failure" });
    expect(message?.attributes.incident).to.match(/^[0-9a-f]{12}$/);
  });

  it("says when it recovered, and how often it had failed since when", async () => {
    const [failed, recovered] = await sent(
      ["workflow_run", payloads.workflowRun()],
      ["workflow_run", payloads.workflowRun({ hours: 1 })],
      ["workflow_run", payloads.workflowRun({ hours: 2, conclusion: "success" })],
    );
    expect(recovered?.subject).to.equal("[prod] etl.yml recovered");
    expect(recovered?.body).to.contain("succeeded at 2026-11-24 12:00 UTC\n");
    expect(recovered?.body).to.contain("Failed:      2 times since 2026-11-24 10:00 UTC\n");
    expect(recovered?.body).to.contain("\n\nNothing is left to do.\n");
    expect(recovered?.attributes).to.deep.equal({ ...failed?.attributes, kind: "recovered" });
  });

  const firstSteps: readonly [string, string, payloads.Json, string, string][] = [
    [
      "a deployment of Vercel's",
      "deployment_status",
      payloads.vercelStatus(),
      "[prod] agent-ops-web-prod deployment failed",
      "the end of the build log says why. Until a deployment succeeds, the one before stays live.",
    ],
    [
      "a job's deployment",
      "deployment_status",
      payloads.jobStatus({ run: 30 }),
      "[prod] deploy.yml failed",
      "If it was chance: gh run rerun 30 --failed",
    ],
    [
      "another deployment",
      "deployment_status",
      payloads.deploymentStatus(),
      "[prod] deployment to prod failed",
      "open the link and read the log of the deployment.",
    ],
    [
      "a workflow that did not start",
      "workflow_run",
      payloads.workflowRun({ conclusion: "startup_failure" }),
      "[prod] etl.yml failed",
      "the workflow's file is not valid, so nothing has run.",
    ],
    [
      "a workflow that took too long",
      "workflow_run",
      payloads.workflowRun({ conclusion: "timed_out" }),
      "[prod] etl.yml failed",
      "look for the step that hung; a job is ended after its timeout-minutes.",
    ],
    [
      "a pipeline that was cancelled",
      "workflow_run",
      payloads.workflowRun({ conclusion: "cancelled" }),
      "[prod] etl.yml failed",
      "look for the step that hung",
    ],
  ];
  for (const [name, event, payload, subject, step] of firstSteps) {
    it(`says what to do first about ${name}`, async () => {
      const [message] = await sent([event, payload]);
      expect(message?.subject).to.equal(subject);
      expect(message?.body).to.contain(step);
    });
  }

  it("has no line for what is not known", async () => {
    const more = { html_url: "http://github.com/x", head_sha: null, head_branch: null };
    const [message] = await sent(["workflow_run", payloads.workflowRun({ more })]);
    expect(message?.body).to.not.match(/Branch|Environment|Commit|Link:|null|undefined/);
  });

  it("stays a subject of SNS's and a body of one fact a line, whatever things are called", async () => {
    const nasty = fc.string({ unit: "binary", maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, fc.webUrl(), async (file, branch, sha, link) => {
        const more = { head_sha: sha, html_url: link };
        const [message] = await sent(["workflow_run", payloads.workflowRun({ file: file || "x", branch, more })]);
        expect(message?.subject).to.match(subjectForm);
        expect(message?.subject).to.match(/ failed$/);
        for (const line of message?.body.split("\n") ?? []) {
          expect(line).to.match(/^$|^What to do first: |^[A-Z][a-z]+: {2,12}\S|failed \(\w+\)$/);
          expect(line).to.not.match(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u);
        }
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);

  it("cuts long names, never the stage or the ending", async () => {
    const [message] = await sent(["workflow_run", payloads.workflowRun({ file: `${"é".repeat(200)}.yml` })]);
    expect(message?.subject).to.equal(`[repository] ${"e".repeat(99 - 23)}... failed`);
    expect(message?.subject).to.have.length(99);
  });
});

describe("relay: text from outside", () => {
  it("becomes one line", () => {
    expect(oneLine("a\r\nLink: https://evil.example\u2028b\u202Ec\u0000 \t d")).to.equal(
      "a Link: https://evil.example b c d",
    );
    expect(oneLine("\uD800x\u200By")).to.equal("x y");
    expect(oneLine("x".repeat(130))).to.equal(`${"x".repeat(119)}…`);
    expect(oneLine("😀".repeat(3), 2)).to.equal("😀…");
  });

  it("becomes printable ASCII", () => {
    expect(asciiLine("Dépl–oy\n日本", 99)).to.equal("Depl?oy ??");
    expect(asciiLine("x".repeat(10), 6)).to.equal("xxx...");
  });

  it("is a link only where it leads by https to a place that it names", () => {
    expect(safeLink("https://github.com/a b")).to.equal("https://github.com/a%20b");
    const bad = [
      null,
      "",
      "http://github.com",
      "javascript:alert(1)",
      "//github.com",
      "https://a:b@github.com",
      "https://github.com@evil.example/",
      `https://x.example/${"x".repeat(1_000)}`,
    ];
    for (const link of bad) expect(safeLink(link)).to.equal(null);
    expect(safeLink("https://gіthub.com/")).to.equal("https://xn--gthub-n2e.com/");
  });
});
