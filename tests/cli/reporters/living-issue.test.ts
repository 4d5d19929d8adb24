import { expect } from "chai";
import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import {
  type IssueContext,
  isOwnTitle,
  issueBody,
  issueComment,
  issueTitle,
} from "../../../cli/reporters/living-issue.ts";
import type { Finding, Report } from "../../../core/findings/report.ts";
import type { IssueEvent } from "../../../core/issue/plan.ts";
import { type IssueRecord, readMarker } from "../../../core/issue/record.ts";
import { driftFinding, driftReport, reportThat } from "../../core/issue/reports.ts";
import { expectGolden } from "./golden.ts";
import { hostileText } from "./hostile.ts";

/** What our own Markdown turns into; anything else came from a name or a value. */
const OWN_TAGS =
  /^(?:<\/?(?:h2|h3|p|strong|table|thead|tbody|tr|th|td|code|pre|ul|li|br|sub|blockquote)(?: class="language-sh")?(?: \/)?>|<a href="https:\/\/github\.com\/jdoe\/agent-ops\/actions\/runs\/42">|<\/a>|<!--[^>]*-->)$/;

/** As GitHub renders it, apart from mentions, which it looks for in the rendered text. */
const rendered = (text: string): string =>
  micromark(text, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });

const FIRST = "2026-11-24T04:17:00Z";
const LATER = "2026-11-25T04:17:00Z";
const record = (parts: Partial<IssueRecord> = {}): IssueRecord => ({
  project: "agent-ops",
  stack: "acme/agent-ops/prod",
  condition: "drift",
  driftSince: FIRST,
  failingSince: null,
  checkedAt: LATER,
  run: "42.1",
  findings: "0123456789abcdef",
  ...parts,
});
const failing = (parts: Partial<IssueRecord> = {}) => record({ condition: "failed", failingSince: LATER, ...parts });
const context = (report: Report, parts: Partial<IssueContext> = {}): IssueContext => ({
  report,
  stage: "prod",
  redact: false,
  runUrl: "https://github.com/jdoe/agent-ops/actions/runs/42",
  before: null,
  ...parts,
});

describe("the text of a living issue", () => {
  const drifted = issueBody(record(), context(reportThat("drift")));

  it("says what differs, since when, when somebody looked, and both ways back", () => {
    expectGolden("living-issue.golden.md", drifted);
  });

  it("begins with its record", () => {
    expect(readMarker(drifted)).to.deep.equal(record());
  });

  it("says why a check could not run, keeps what was known, and tells how to find out", () => {
    const body = issueBody(failing(), context(reportThat("failed"), { before: drifted }));
    expect(body).to.contain("> **`prod` could not be checked completely**");
    expect(body).to.contain("> - the backend could not be reached");
    expect(body).to.contain("| Not checked since | 2026-11-25 04:17 UTC |");
    expect(body).to.contain("## What differed when it was last checked");
    expect(body).to.contain("PAY_PER_REQUEST");
    expect(body).to.contain("npx stagekeeper drift prod\nnpx pulumi cancel --stack acme/agent-ops/prod");
    const still = issueBody(failing(), context(reportThat("failed"), { before: body }));
    expect(still, "the same text as long as nothing new is known").to.equal(body);
  });

  it("of a check that never saw drift has neither findings nor ways back", () => {
    const body = issueBody(failing({ driftSince: null }), context(reportThat("failed")));
    expect(body).to.not.contain("Drift since");
    expect(body).to.not.contain("## What differ");
    expect(body).to.not.contain("pulumi up");
  });

  it("shows what a check saw before it failed", () => {
    const partly = driftReport(["prod"], [driftFinding({ path: "ttl" })], [{ stage: "prod", reason: "Vercel: 403" }]);
    const body = issueBody(failing(), context(partly, { before: drifted }));
    expect(body).to.contain("## What differs\n").and.contain("`ttl`").and.contain("> - Vercel: 403");
    expect(body).to.not.contain("`billingMode`");
  });

  describe("tells how to restore what differs", () => {
    const byHand = driftFinding({ path: "reviewers", remedy: "Set them again at GitHub: pulumi up does not." });
    const COMMAND = "npx pulumi up --stack acme/agent-ops/prod --refresh";
    const bodyOf = (findings: readonly Finding[], parts: Partial<IssueContext> = {}) =>
      issueBody(record(), context(driftReport(["prod"], findings), parts));

    it("with a command where an update does it, and for what it does not as well", () => {
      expect(bodyOf([driftFinding()]))
        .to.contain(COMMAND)
        .and.not.contain("names another way");
      expect(bodyOf([driftFinding(), byHand]))
        .to.contain(COMMAND)
        .and.contain("Where a finding names another way");
    });

    it("as each finding says, where no update does it", () => {
      expect(bodyOf([byHand], { redact: true }))
        .to.contain("as each finding says")
        .and.contain("Set them again at GitHub")
        .and.not.contain(COMMAND);
    });

    it("in the same way while the check fails", () => {
      const failed = (before: string) => issueBody(failing(), context(reportThat("failed"), { before }));
      expect(failed(bodyOf([byHand])))
        .to.contain("as each finding says")
        .and.not.contain(COMMAND);
      expect(failed(bodyOf([driftFinding()]))).to.contain(COMMAND);
    });
  });

  it("of a clean stack says so, without old findings", () => {
    const body = issueBody(
      record({ condition: "clean", driftSince: null }),
      context(reportThat("clean"), { before: drifted }),
    );
    expect(body).to.contain("✅ **`prod` matches what was deployed.**");
    expect(body).to.not.contain("billingMode").and.not.contain("pulumi up");
  });

  it("has no value where everybody can read it, also none that was known before", () => {
    const body = issueBody(record(), context(reportThat("drift"), { redact: true }));
    expect(body)
      .to.contain("billingMode")
      .and.contain("Values are left out, because everybody can read this repository");
    expect(body).to.not.contain("PAY_PER_REQUEST").and.not.contain("PROVISIONED");
    const kept = issueBody(failing(), context(reportThat("failed"), { redact: true, before: body }));
    expect(kept).to.contain("billingMode");
    const dropped = issueBody(failing(), context(reportThat("failed"), { redact: true, before: drifted }));
    expect(dropped).to.not.contain("PAY_PER_REQUEST");
  });

  it("stays within what GitHub takes, however much differs and however many reasons there are", () => {
    const many = Array.from({ length: 1000 }, (_, index) =>
      driftFinding({ address: `aws:dynamodb/table:Table::table-${index}`, message: "é".repeat(300) }),
    );
    const reasons = Array.from({ length: 500 }, (_, index) => ({
      stage: "prod",
      reason: `${index} ${"$".repeat(2000)}`,
    }));
    const body = issueBody(failing(), context(driftReport(["prod"], many, reasons)));
    expect(new TextEncoder().encode(body).length).to.be.below(65_536);
    expect(body).to.contain("more resources").and.contain("- and 495 more reasons");
  });

  it("is not broken by names, values and reasons from elsewhere", function () {
    this.timeout(20_000);
    const hostile = fc.tuple(hostileText, hostileText, hostileText, hostileText);
    fc.assert(
      fc.property(hostile, ([name, text, value, reason]) => {
        const finding = driftFinding({
          address: `aws:s3/bucket:Bucket::${name}`,
          path: text,
          message: `${text} <!-- stagekeeper:findings:end --> ${value}`,
          stages: {
            recorded: { state: "value", value: "\n<!-- stagekeeper:findings:end -->\n" },
            actual: { state: "value", value },
          },
        });
        const report = driftReport(["prod"], [finding], [{ stage: "prod", reason }]);
        const own = failing({ project: name, stack: text });
        const body = issueBody(own, context(report, { stage: name }));
        expect(readMarker(body)).to.deep.equal(own);
        const html = rendered(body);
        expect([...html.matchAll(/<!--/g)].length, "our own hidden lines").to.equal(3);
        for (const [tag] of html.matchAll(/<[^>]*>/g)) expect(tag).to.match(OWN_TAGS);
        const outsideCode = html.replace(/<(pre|code)[^>]*>.*?<\/\1>/gs, "");
        expect(outsideCode).to.not.match(/@[a-z\d]|#\d/i);
        expect(body.split("\n").filter((line) => line.startsWith("```")).length, "our own code blocks").to.equal(4);
      }),
      { numRuns: 60 },
    );
  });

  it("quotes a stack for the shell", () => {
    const body = issueBody(record({ stack: "prod; rm -rf 'x'\n" }), context(reportThat("drift")));
    expect(body).to.contain("npx pulumi up --stack 'prod; rm -rf '\\''x'\\''\\n' --refresh\n");
  });
});

describe("the title of a living issue", () => {
  it("names the stack, and what is the matter", () => {
    expect(issueTitle(record())).to.equal("Drift in acme/agent-ops/prod of agent-ops");
    expect(issueTitle(failing())).to.equal("Drift in acme/agent-ops/prod of agent-ops");
    expect(issueTitle(failing({ driftSince: null }))).to.equal(
      "Drift check of acme/agent-ops/prod of agent-ops cannot run",
    );
  });

  it("is one line of a length that GitHub takes", () => {
    expect(issueTitle(record({ stack: `a\nb${"x".repeat(500)}` })))
      .to.match(/^Drift in a\\nbx+…$/)
      .and.have.length.below(256);
  });

  it("is told from a person's own", () => {
    expect(isOwnTitle(issueTitle(record()), failing({ driftSince: null }))).to.equal(true);
    expect(isOwnTitle("Somebody changed prod", record())).to.equal(false);
  });
});

describe("a comment on a living issue", () => {
  const comment = (event: IssueEvent, report: Report, own = record()) =>
    issueComment(event, "k1", own, context(report));

  it("says what changed, with the run that saw it", () => {
    expect(comment("drift-again", reportThat("drift"))).to.equal(
      "<!-- stagekeeper:drift-event k1 -->\n\n**`prod` drifts again**: 1 error. The text above shows them.\n\n<sub>Checked 2026-11-25 04:17 UTC, [run](https://github.com/jdoe/agent-ops/actions/runs/42)</sub>\n",
    );
    expect(comment("cannot-check", reportThat("failed"))).to.contain("- the backend could not be reached");
    expect(comment("works-again", reportThat("drift"))).to.contain("works again**, and finds 1 error.");
    expect(comment("clean", reportThat("clean"))).to.contain("matches what was deployed again.** Closed");
    expect(comment("still-there", reportThat("drift"))).to.contain("**The drift of `prod` is still there**");
    expect(comment("still-there", reportThat("failed"), failing())).to.contain("**`prod` still cannot be checked**");
  });
});
