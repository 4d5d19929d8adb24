import { expect } from "chai";
import { judgeExercise, notConfigured } from "../../../core/drill/judge.ts";
import { drillReport } from "../../../core/drill/report.ts";
import type { DrillCause, Exercise, Phase, Received } from "../../../core/drill/types.ts";
import { expectValidReport } from "../findings/report-schema.ts";

const jdoe = { channel: "email", to: "jdoe@example.com" };
const ops = { channel: "email", to: "ops@example.com" };
const chat = { channel: "chat", to: "hooks.slack.com" };
const subject = { stage: "prod", kind: "failed-workflow", target: "" } as const;

const got = (subjectLine: string, ...who: readonly { channel: string; to: string }[]): Received[] =>
  who.map((each) => ({ ...each, subject: subjectLine }));
const phase = (expects: Phase["expects"], received: readonly Received[]): Phase => ({
  expects,
  what: "a try",
  received,
});

function exercise(phases: readonly Phase[], more: Partial<Exercise> = {}): Exercise {
  return { subject, recipients: [jdoe, ops], phases, cause: null, ...more };
}

/** Codes with who is affected. */
function judged(phases: readonly Phase[], more: Partial<Exercise> = {}) {
  const { check, findings } = judgeExercise(exercise(phases, more));
  return { outcome: check.outcome, findings: findings.map(({ code, detail }) => [code, detail?.drill?.to]) };
}

describe("judging a drill", () => {
  it("passes one alert for everybody, quiet, and one end for everybody", () => {
    const phases = [
      phase("alert", got("it failed", jdoe, ops)),
      phase("quiet", []),
      phase("recovery", got("it is well", ops, jdoe)),
    ];
    const { check, findings } = judgeExercise(exercise(phases));
    expect(check).to.deep.equal({ ...subject, outcome: "passed", message: "it failed → it is well" });
    expect(findings).to.deep.equal([]);
  });

  it("finds who was not told, who was told twice, and whom nobody told of the end", () => {
    const end = phase("recovery", got("r", jdoe, ops));
    expect(judged([phase("alert", got("f", jdoe)), end])).to.deep.equal({
      outcome: "failed",
      findings: [["drill/not-delivered", ["ops@example.com"]]],
    });
    expect(judged([phase("alert", got("f", jdoe, ops, ops)), end]).findings).to.deep.equal([
      ["drill/duplicate", ["ops@example.com"]],
    ]);
    expect(judged([phase("alert", got("f", jdoe, ops)), phase("recovery", got("r", ops))]).findings).to.deep.equal([
      ["drill/not-closed", ["jdoe@example.com"]],
    ]);
    expect(judged([phase("alert", got("f", jdoe, ops)), phase("quiet", got("f", jdoe)), end]).findings).to.deep.equal([
      ["drill/duplicate", ["jdoe@example.com"]],
    ]);
    expect(
      judged([phase("alert", got("f", jdoe, ops)), phase("recovery", got("r", jdoe, jdoe, ops))]).findings,
    ).to.deep.equal([["drill/duplicate", ["jdoe@example.com"]]]);
  });

  it("does not say of what never came that it did not close, and tells other faults beside it", () => {
    expect(judged([phase("alert", []), phase("recovery", [])]).findings.map(([code]) => code)).to.deep.equal([
      "drill/not-delivered",
    ]);
    const codes = judged([
      phase("alert", got("f", jdoe)),
      phase("quiet", got("f", ops)),
      phase("recovery", []),
    ]).findings;
    expect(codes.map(([code]) => code)).to.deep.equal(["drill/not-delivered", "drill/duplicate"]);
  });

  it("counts a chat for itself, and not what strangers get", () => {
    const recipients = [jdoe, chat];
    const stranger = { channel: "email", to: "stranger@example.com" };
    expect(judged([phase("alert", got("f", jdoe, stranger))], { recipients }).findings).to.deep.equal([
      ["drill/not-delivered", ["hooks.slack.com"]],
    ]);
    expect(judged([phase("alert", got("f", jdoe, chat, stranger, stranger))], { recipients }).outcome).to.equal(
      "passed",
    );
  });

  it("passes what was refused in silence", () => {
    const { check } = judgeExercise(exercise([phase("quiet", [])]));
    expect(check).to.include({ outcome: "passed", message: "refused, and nobody was told" });
  });

  describe("says why, and what to do", () => {
    const sentences = (cause: DrillCause | null) => {
      const verdict = judgeExercise(exercise([phase("alert", [])], { cause }));
      const report = drillReport({
        stages: ["prod"],
        verdicts: [verdict],
        incomplete: [],
        notes: [],
        generatedAt: "2026-11-24T10:00:00Z",
      });
      const [finding] = report.findings;
      return { message: finding?.message ?? "", remedy: finding?.remedy ?? "" };
    };
    const to = ["jdoe@example.com"];
    const causes: readonly [DrillCause | null, string][] = [
      [null, "the failed workflow was not reported to jdoe@example.com and ops@example.com"],
      [{ kind: "no-webhook", event: "workflow_run" }, "no webhook of the repository listens to workflow_run"],
      [
        { kind: "answer", status: 502, wanted: 200, response: "no" },
        "GitHub's delivery was answered with 502 instead of 200 (no)",
      ],
      [
        { kind: "answer", status: 0, wanted: 200, response: "timed out" },
        "GitHub's delivery was not answered (timed out)",
      ],
      [{ kind: "no-alarm", alarm: "a" }, "the alarm a does not exist"],
      [{ kind: "actions-off", alarm: "a" }, "the actions of the alarm a are switched off"],
      [{ kind: "not-fired", alarm: "a", state: "OK" }, "the alarm a stayed in OK"],
      [{ kind: "no-budget", budget: "b" }, "the budget b does not exist"],
      [{ kind: "no-topic", topic: "t" }, "the topic t does not exist"],
      [{ kind: "unsubscribed", to }, "jdoe@example.com is not subscribed to the topic"],
      [{ kind: "pending", to: [...to, "x"] }, "jdoe@example.com and x have not confirmed the subscription"],
      [
        { kind: "policy", topic: "t", sender: "s" },
        "everything was sent, but the policy of the topic t does not let s publish",
      ],
    ];
    for (const [cause, end] of causes) {
      it(cause?.kind ?? "nothing known", () => {
        const { message, remedy } = sentences(cause);
        expect(message.endsWith(end), message).to.equal(true);
        expect(remedy).to.match(/^[A-Z].+\.|pulumi up/);
      });
    }

    it("for an alarm that did not close, and for what came too often", () => {
      const told = phase("alert", got("f", jdoe, ops));
      const of = (phases: readonly Phase[]) =>
        drillReport({
          stages: ["prod"],
          verdicts: [judgeExercise(exercise(phases))],
          incomplete: [],
          notes: [],
          generatedAt: "2026-11-24T10:00:00Z",
        }).findings[0]?.message;
      expect(of([told, phase("recovery", got("r", jdoe))])).to.equal(
        "ops@example.com heard of the failed workflow, but not that it was over",
      );
      expect(of([told, phase("quiet", got("f", jdoe))])).to.equal(
        "jdoe@example.com got a message that should not have come after a try",
      );
      expect(of([phase("alert", got("f", jdoe, jdoe, ops))])).to.equal("jdoe@example.com got 2 messages after a try");
    });
  });

  it("reports every kind, counts what was tried, and gives each place a fingerprint of its own", () => {
    const failing = [phase("alert", [])];
    const verdicts = [
      judgeExercise(exercise(failing)),
      judgeExercise(exercise(failing, { subject: { ...subject, stage: "dev" } })),
      judgeExercise(exercise(failing, { subject: { stage: "prod", kind: "silent-pipeline", target: "etl" } })),
      notConfigured({ stage: "dev", kind: "silent-pipeline", target: "" }, "no pipeline runs here"),
    ];
    const report = drillReport({
      stages: ["dev", "prod"],
      verdicts,
      incomplete: [],
      notes: ["n"],
      generatedAt: "2026-11-24T10:00:00Z",
    });
    expectValidReport(report);
    expect(report.summary).to.include({ compared: 3, error: 3 });
    expect(report.findings.map(({ address, stage }) => [address, stage])).to.deep.equal([
      ["failed-workflow::dev", "dev"],
      ["failed-workflow::prod", "prod"],
      ["silent-pipeline::prod/etl", "prod"],
    ]);
    expect(new Set(report.findings.map(({ fingerprint }) => fingerprint)).size).to.equal(3);
    expect(report.checks?.map(({ outcome }) => outcome)).to.deep.equal([
      "failed",
      "failed",
      "failed",
      "not-configured",
    ]);
  });
});
