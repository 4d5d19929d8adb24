import { expect } from "chai";
import fc from "fast-check";
import { keepIssues } from "../../../../cli/commands/living-issue.ts";
import type { Condition, IssueKey } from "../../../../core/issue/record.ts";
import { readMarker } from "../../../../core/issue/record.ts";
import { reportThat } from "../../../core/issue/reports.ts";
import { emulateServer, type IssueServer, octokitOf, repository, sandboxServer, trackerOf } from "./servers.ts";
import { Turns } from "./turns.ts";

/** Runs that overlap: each looked at the vendors at its own time, in the order of the list, and writes when it is its turn. */
interface Round {
  readonly conditions: readonly Condition[];
  readonly turns: readonly number[];
}

const condition = fc.constantFrom<Condition>("clean", "drift", "failed");
const round: fc.Arbitrary<Round> = fc.record({
  conditions: fc.oneof(
    fc.array(condition, { minLength: 1, maxLength: 1 }),
    fc.array(condition, { minLength: 2, maxLength: 3 }),
  ),
  turns: fc.array(fc.nat(5), { minLength: 4, maxLength: 12 }),
});
const sequence = fc.tuple(fc.array(round, { minLength: 1, maxLength: 5 }), condition);

const start = Date.parse("2026-11-24T00:00:00Z");
const parameters = { numRuns: 50, seed: 6 } as const;

describe("the living issue through Octokit: any sequence of runs leaves one issue in the right state", () => {
  for (const begin of [emulateServer, sandboxServer]) {
    describe(begin === emulateServer ? "at emulate's GitHub" : "at the sandbox's GitHub", () => {
      let server: IssueServer;
      before(async () => {
        server = await begin();
      });
      after(() => server.stop());

      it("50 random sequences of clean, drift, failed and overlapping checks", async function () {
        this.timeout(120_000);
        let count = 0;
        await fc.assert(
          fc.asyncProperty(sequence, async ([rounds, last]) => {
            count += 1;
            await tryOut(server, `stack-${count}`, rounds, last);
          }),
          parameters,
        );
        expect(count).to.be.at.least(parameters.numRuns);
      });
    });
  }
});

async function tryOut(server: IssueServer, stack: string, rounds: readonly Round[], last: Condition): Promise<void> {
  const key: IssueKey = { project: "agent-ops", stack };
  let time = start;
  let run = 0;
  for (const { conditions, turns } of [...rounds, { conditions: [last], turns: [] }]) {
    const order = new Turns(conditions.length, turns);
    const checks = conditions.map(async (found, index) => {
      run += 1;
      time += 1000;
      const checkedAt = new Date(time).toISOString().replace(".000Z", "Z");
      const report = reportThat(found, { stage: stack, generatedAt: checkedAt });
      const options = {
        run: `${run}.1`,
        runUrl: null,
        redact: "none",
        now: () => new Date(time),
        log: () => undefined,
      } as const;
      await keepIssues([{ key, stage: stack, report }], order.of(index, trackerOf(server)), options);
      order.leave(index);
    });
    await Promise.all(checks);
  }
  await expectOneIssue(server, key, rounds, last);
}

async function expectOneIssue(
  server: IssueServer,
  key: IssueKey,
  rounds: readonly Round[],
  last: Condition,
): Promise<void> {
  const octokit = octokitOf(server);
  const listed = await octokit.paginate(octokit.issues.listForRepo, { ...repository, state: "all", per_page: 100 });
  const own = listed.filter(({ body }) => readMarker(body ?? "")?.stack === key.stack);
  const wasAlwaysClean = [...rounds.flatMap(({ conditions }) => conditions), last].every((one) => one === "clean");
  expect(own.length).to.equal(wasAlwaysClean ? 0 : 1);
  for (const issue of own) {
    expect(issue.state).to.equal(last === "clean" ? "closed" : "open");
    expect(readMarker(issue.body ?? "")?.condition).to.equal(last);
    const comments = await octokit.paginate(octokit.issues.listComments, { ...repository, issue_number: issue.number });
    const keys = comments.map(({ body }) => (body ?? "").split("\n", 1)[0]);
    expect(keys, "the same change is told once").to.deep.equal([...new Set(keys)]);
  }
}
