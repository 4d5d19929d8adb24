import { expect } from "chai";
import type { VendorContext } from "../../../core/drift/types.ts";
import { UserError } from "../../../core/user-error.ts";
import { closed, linesOf, QUEUE, recorded } from "../../core/drift/state.ts";
import { expectValidReport } from "../../core/findings/report-schema.ts";
import { type FakeStack, grown, openQueue, queue, read, run, same, stagekeeper, unread } from "./drift-fakes.ts";

describe("drift that could not be checked", () => {
  const failures: readonly (readonly [string, FakeStack, string])[] = [
    [
      "a lock before",
      { locks: ["held"] },
      "the stack prod is locked by ci@runner, process 7 since 2026-11-24T00:00:00Z (8 hours ago)",
    ],
    ["a lock that came meanwhile", { locks: ["free", "held"] }, "the stack prod is locked by ci@runner"],
    [
      "a wrong passphrase",
      { events: [], end: { code: 1, stderr: "error: incorrect passphrase" } },
      "the passphrase of stack prod is wrong",
    ],
    [
      "a missing passphrase",
      { events: [], end: { code: 1, stderr: "error: passphrase must be set with X" } },
      "the passphrase of stack prod is missing",
    ],
    [
      "an unknown stack",
      { events: [], end: { code: 6 }, state: unread("there is no stack prod in the backend") },
      "there is no stack prod in the backend",
    ],
    [
      "a stack that was never deployed",
      {
        events: linesOf([]),
        state: unread("the state of stack prod holds no resources: the stack was never deployed"),
      },
      "never deployed",
    ],
    [
      "an unreachable backend",
      { events: [], end: { code: 1, stderr: "error: error listing stacks: no such host" } },
      "the backend of stack prod could not be reached",
    ],
    ["a timeout", { end: { code: 1, timedOut: true } }, "took longer than 30 minutes"],
    [
      "a kill",
      { events: linesOf([same], null), end: { code: null, signal: "SIGKILL" } },
      "the engine was killed (SIGKILL)",
    ],
    ["a stream that ends early", { events: linesOf([same], null) }, "the engine's events ended early"],
    ["an unknown exit code", { end: { code: 3 } }, "exit code 3"],
    [
      "an interrupted update",
      {
        state: {
          ok: true,
          deployment: { resources: [queue], pending_operations: [{ resource: queue, type: "creating" }] },
        },
      },
      `was interrupted while creating ${QUEUE}::jobs: settle it first, with pulumi refresh --stack prod`,
    ],
    [
      "a replacement that was not finished",
      { state: read(queue, { ...recorded({ name: "gone" }), pendingReplacement: true }) },
      `an update of stack prod has deleted ${QUEUE}::gone for a replacement that it did not finish: finish it first, with pulumi up --stack prod`,
    ],
    [
      "a state that cannot be opened",
      { events: linesOf([grown]), end: { code: 7 }, openState: unread("the passphrase of stack prod is wrong") },
      "the passphrase of stack prod is wrong",
    ],
    [
      "a state that changed meanwhile",
      { events: linesOf([grown]), end: { code: 7 }, openState: read(recorded({ name: "other" })) },
      "the state of stack prod changed while it was compared",
    ],
  ];
  for (const [what, fake, reason] of failures) {
    it(`exits 2 at ${what}, in one line, and still checks the others`, async () => {
      const { code, report, seen } = await run({ stacks: { prod: fake } });
      expect(code).to.equal(2);
      expectValidReport(report);
      expect(report.incomplete).to.have.length(1);
      expect(report.incomplete[0]?.stage).to.equal("prod");
      expect(report.incomplete[0]?.reason).to.contain(reason).and.not.contain("\n");
      expect(report.summary.compared).to.be.greaterThan(0);
      expect(seen.closed).to.equal(true);
    });
  }

  it("keeps what could be read beside a provider's error, and scrubs the error", async () => {
    const lines = [
      ...linesOf([grown], null),
      JSON.stringify({
        sequence: 7,
        diagnosticEvent: { urn: queue.urn.replace("jobs", "plain"), severity: "error", message: "bad hush hush hush" },
      }),
      JSON.stringify({ sequence: 8, summaryEvent: { result: "failed", resourceChanges: { update: 1 } } }),
    ];
    const plain = recorded({ name: "plain", inputs: { a: 1 } });
    const fake = { events: lines, end: { code: 1 }, state: read(queue, plain), openState: read(openQueue, plain) };
    const { code, report } = await run({ stages: ["prod"], stacks: { prod: fake } });
    expect(code).to.equal(2);
    expect(report.incomplete[0]?.reason).to.equal(`the provider could not read ${QUEUE}::plain: bad [secret]`);
    expect(report.findings).to.have.length(1);
    expect(report.summary.compared).to.equal(1);
    const allowed = await run({ stages: ["prod"], stacks: { prod: fake }, report: { allowIncomplete: true } });
    expect(allowed.code).to.equal(1);
  });

  it("tells a vendor's check that ends with an error of ours in one line, without its words, and the rest", async () => {
    const answer = '{"token":"tok-12345678"';
    const broken = async ({ stage }: VendorContext) => {
      if (stage === "prod") JSON.parse(answer);
      return { drafts: [], incomplete: [`${stage} was asked`], coverage: [], notes: [] };
    };
    const stopped = async () => {
      throw new UserError("The Pulumi engine could not be started", "");
    };
    const asked = await run({ configuration: stagekeeper(), checks: [broken, stopped] });
    expect(asked.code).to.equal(2);
    expect(asked.report.summary.compared).to.equal(2);
    const [dev, , prod, engine] = asked.report.incomplete.map(({ stage, reason }) => `${stage}: ${reason}`);
    expect(dev).to.equal("dev: dev was asked");
    expect(prod).to.match(/^prod: one of the vendors .* bug in stagekeeper \(SyntaxError, [^/]+:\d+:\d+\): report it/);
    expect(engine).to.equal("prod: The Pulumi engine could not be started");
    expect(JSON.stringify(asked)).to.not.contain("tok-12345678");
  });

  it("shows no token of the environment: not in an error, and not where somebody pasted it into a plain property", async () => {
    const token = "tok-12345678";
    const fake = { events: [], end: { code: 1, stderr: `error: login with ${token} failed` } };
    const { report } = await run({ stages: ["prod"], stacks: { prod: fake }, secrets: [token] });
    expect(report.incomplete[0]?.reason).to.contain("login with [secret] failed");
    const outputs = { size: `Bearer ${token}`, token: closed };
    const pasted = { events: linesOf([{ ...grown, new: { inputs: {}, outputs } }]), end: { code: 7 } };
    for (const format of ["table", "json", "markdown", "github", "html", "sarif"] as const) {
      const { code, seen } = await run({
        stages: ["prod"],
        stacks: { prod: pasted },
        secrets: [token],
        report: { format },
      });
      expect(code).to.equal(1);
      expect(seen.printed.join("")).to.contain("size").and.not.contain(token);
    }
  });

  it("shows one line for each stack and no table where nothing was checked", async () => {
    const failed = { events: [], end: { code: 1, stderr: "error: incorrect passphrase" } };
    const { code, seen } = await run({ stacks: { dev: failed, prod: failed }, report: { format: "table" } });
    expect(code).to.equal(2);
    expect(seen.printed).to.deep.equal([]);
    expect(seen.logged).to.have.length(2);
    expect(seen.logged[1]).to.contain("prod: the passphrase of stack prod is wrong (STAGEKEEPER_PASSPHRASE_PROD");
  });

  it("says what it looked for where there is no stack, and asks for none where some are named", async () => {
    const failure = await run({ knownStacks: [] }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UserError);
    expect(String(failure)).to.contain("neither a stage file (Pulumi.<stack>.yaml) nor a stack in the backend");
    expect((await run({ stages: ["dev"], knownStacks: [] })).code).to.equal(0);
  });

  it("lets a failure to begin at all be told by its own words", async () => {
    const open = async () => {
      throw new UserError("The Pulumi engine is not installed", "Install it.");
    };
    const failure = await run({ open }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(UserError);
  });
});
