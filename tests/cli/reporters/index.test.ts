import { expect } from "chai";
import { REPORT_FORMATS } from "../../../cli/reporters/formats.ts";
import { render } from "../../../cli/reporters/index.ts";
import { redactValues } from "../../../cli/reporters/redact.ts";
import type { Report } from "../../../core/findings/report.ts";
import { finding, report, secret, value } from "./builders.ts";
import { cleanReport, fullReport } from "./samples.ts";

const CANARY = "canary-4c1f";

/** The canary as a value, inside one, as a key of one, and quoted in the sentences. */
function reportWithCanaries(): Report {
  const at = (holds: Parameters<typeof value>[0]) =>
    finding("parity/different-value", "error", {
      path: "value",
      stages: { dev: value(holds), staging: value("x"), prod: secret("A") },
      standsOut: ["dev"],
      message: `dev has ${CANARY}, the others have not.`,
      remedy: "Give all stages the same value.",
    });
  return report([at(CANARY), at([{ deep: `a ${CANARY} b` }]), at({ [CANARY]: 1 }), at(`{"${CANARY}":1}`)]);
}

describe("render", () => {
  it("knows the documented formats", () => {
    expect(REPORT_FORMATS).to.deep.equal(["table", "json", "markdown", "github", "html", "sarif"]);
  });

  for (const format of REPORT_FORMATS) {
    it(`gives the same ${format} for the same report, ending in one newline`, async () => {
      const text = await render(format, fullReport());
      expect(text).to.equal(await render(format, fullReport()));
      expect(text).to.match(/[^\n]\n$/);
    });

    it(`shows a value in ${format} unless it is redacted`, async () => {
      expect(await render(format, reportWithCanaries(), { width: 200 })).to.include(CANARY);
      expect(await render(format, reportWithCanaries(), { width: 200, redact: "values" })).not.to.include("canary");
    });
  }
});

describe("redactValues", () => {
  it("keeps code, place, state and who stands out", () => {
    const [redacted] = redactValues(reportWithCanaries()).findings;
    expect(redacted).to.deep.include({
      code: "parity/different-value",
      path: "value",
      standsOut: ["dev"],
      stages: { dev: { state: "value" }, staging: { state: "value" }, prod: { state: "secret", group: "A" } },
      message: "dev's facts differs from staging's and prod's",
      remedy: "Give all stages the same value.",
    });
  });

  it("changes nothing where there are no values but the sentences", () => {
    const clean = cleanReport();
    const redacted = redactValues(clean);
    expect(redacted.summary).to.deep.equal(clean.summary);
    expect(redacted.findings.map(({ stages, suppressed }) => ({ stages, suppressed }))).to.deep.equal(
      clean.findings.map(({ stages, suppressed }) => ({ stages, suppressed })),
    );
  });

  it("does not touch the report it was given", () => {
    const given = reportWithCanaries();
    const before = structuredClone(given);
    redactValues(given);
    expect(given).to.deep.equal(before);
  });
});
