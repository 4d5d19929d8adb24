import { expect } from "chai";
import { parseContainer } from "../../../core/parity/json-text.ts";

/** Microseconds of this process, the least of a few runs. */
function leastTime(text: string): number {
  const times = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    parseContainer(text);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  });
  return Math.min(...times);
}

describe("JSON in texts", () => {
  it("is a map or a list, and nothing else", () => {
    expect(parseContainer(' {"a": [1]}\n')).to.deep.equal({ a: [1] });
    expect(parseContainer("[]")).to.deep.equal([]);
    for (const text of ["1", '"{}"', "{a}", "{", '{"a": "b}', '{"a": 1}\\'])
      expect(parseContainer(text)).to.equal(undefined);
  });

  it("keeps every digit of a long number, and leaves strings as they are", () => {
    expect(
      parseContainer('[12345678901234567, -1234567890123456.5e+1, "12345678901234567", "\\"12345678901234567"]'),
    ).to.deep.equal([
      "number 12345678901234567",
      "number -1234567890123456.5e+1",
      "12345678901234567",
      '"12345678901234567',
    ]);
  });

  const unended: Readonly<Record<string, (count: number) => string>> = {
    "escaped quotation marks": (count) => `{"1234567890123456${'\\"'.repeat(count)}}`,
    "quotation marks": (count) => `{"1234567890123456${'""'.repeat(count)}}`,
    backslashes: (count) => `{"1234567890123456${"\\\\".repeat(count)}\\}`,
    "short numbers": (count) => `{"1234567890123456": ${"123456789012345 ".repeat(count)}}`,
  };
  for (const [what, text] of Object.entries(unended)) {
    it(`takes time in proportion to a text that only looks like it: ${what}`, () => {
      leastTime(text(1000));
      // Sixteen times the text; what is quadratic takes 256 times as long.
      const [short, long] = [leastTime(text(4000)), leastTime(text(64_000))];
      expect(long / Math.max(short, 100)).to.be.below(64);
    });
  }
});
