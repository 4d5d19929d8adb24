import { expect } from "chai";
import { asExpected, caseNames, compareCase, readCase } from "./corpus.ts";

describe("parity corpus", () => {
  for (const file of caseNames()) {
    const { about, options, expected, hidden, notes } = readCase(file);
    it(`${file}: ${about}`, () => {
      const report = compareCase(options);
      const like = (address: string, path: string, code: string) =>
        expected.find((one) => one.address === address && one.path === path && one.code === code);
      const found = report.findings.map((finding) =>
        asExpected(finding, like(finding.address, finding.path, finding.code)),
      );
      expect(found).to.deep.equal(expected);
      const text = JSON.stringify(report);
      for (const word of hidden) expect(text).to.not.include(word);
      if (notes) expect(report.notes).to.deep.equal(notes);
    });
  }
});
