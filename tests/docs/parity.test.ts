import { expect } from "chai";
import { compareStages, type FindingCode, type Report } from "../../core/parity/index.ts";
import { exampleAllowances, exampleStages } from "./example-states.ts";
import { readDocument } from "./markdown.ts";

/** Every code that a comparison can give. */
const CODES = {
  "parity/missing-resource": true,
  "parity/missing-property": true,
  "parity/secrecy-mismatch": true,
  "parity/foreign-stage": true,
  "parity/different-value": true,
  "parity/shared-secret": true,
  "parity/unreadable": true,
  "parity/unverified": true,
  "parity/duplicate-address": true,
  "parity/pending-operation": true,
  "allowance/unused": true,
  "allowance/expired": true,
} satisfies Partial<Record<FindingCode, true>>;

/** A code that is added to the report has to be added here, and so to the document. */
type Unlisted = Exclude<Extract<FindingCode, `parity/${string}` | `allowance/${string}`>, keyof typeof CODES>;
const unlisted: [Unlisted] extends [never] ? true : never = true;

describe("docs/parity.md", () => {
  const { text } = readDocument("docs/parity.md");
  const report = compareExample();

  for (const code of Object.keys(CODES)) {
    it(`says of ${code} what the example gives`, () => {
      expect(unlisted).to.equal(true);
      const explained = text
        .slice(text.indexOf(`**\`${code}\`**`))
        .split("\n\n")[0]
        ?.replaceAll("\n", " ");
      const messages = report.findings.filter((finding) => finding.code === code).map(({ message }) => message);
      expect(messages).not.to.deep.equal([]);
      for (const message of messages) expect(explained).to.contain(`"${message}"`);
    });

    it(`lists ${code} with its severity`, () => {
      const row = text.split("\n").find((line) => line.startsWith(`| \`${code}\` |`));
      const severities = report.findings.filter((finding) => finding.code === code).map(({ severity }) => severity);
      for (const severity of severities) expect(row?.split("|")[2]).to.contain(severity);
    });
  }
});

function compareExample(): Report {
  return compareStages({
    stages: exampleStages(),
    source: "recorded",
    mustDiffer: { DATABASE_URL: true },
    allowances: exampleAllowances,
    today: "2026-11-24",
    generatedAt: "2026-11-24T08:00:00Z",
  });
}
