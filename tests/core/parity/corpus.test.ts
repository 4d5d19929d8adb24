import { expect } from "chai";
import { compareStages } from "../../../core/parity/index.ts";
import { expectValidReport } from "../findings/report-schema.ts";
import { asExpected, caseNames, readCase } from "./corpus.ts";

describe("parity corpus", () => {
  for (const file of caseNames()) {
    const { about, options, expected, hidden, notes } = readCase(file);
    it(`${file}: ${about}`, () => {
      const report = compareStages(options);
      const like = (address: string, path: string, code: string) =>
        expected.find((one) => one.address === address && one.path === path && one.code === code);
      const found = report.findings.map((finding) =>
        asExpected(finding, like(finding.address, finding.path, finding.code)),
      );
      expect(found).to.deep.equal(expected);
      expectValidReport(report);
      const text = JSON.stringify(report);
      for (const word of hidden) expect(text).to.not.include(word);
      if (notes) expect(report.notes).to.deep.equal(notes);
    });
  }
});
