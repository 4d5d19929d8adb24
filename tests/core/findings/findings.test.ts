import { expect } from "chai";
import { fingerprint } from "../../../core/findings/fingerprint.ts";
import { coversPath, matchesPattern } from "../../../core/findings/pattern.ts";
import type { Finding } from "../../../core/findings/report.ts";
import { sortFindings } from "../../../core/findings/sorting.ts";
import { summarise } from "../../../core/findings/summary.ts";

const finding: Finding = {
  code: "parity/different-value",
  severity: "error",
  address: "a",
  path: "",
  stages: {},
  standsOut: [],
  suppressed: null,
  fingerprint: "",
  message: "",
  remedy: "",
};

describe("fingerprint", () => {
  it("is the first 16 hex digits of SHA-256 over kind, code, address and path, joined by NUL", () => {
    // printf 'parity\0parity/different-value\0aws:dynamodb/table:Table::facts\0billingMode' | sha256sum
    expect(fingerprint("parity", "parity/different-value", "aws:dynamodb/table:Table::facts", "billingMode")).to.equal(
      "a9245576d7fcdd85",
    );
  });
});

describe("patterns", () => {
  const matching = [
    ["*", ""],
    ["*", "aws:x/y:Z::a[0].b"],
    ["a*", "a"],
    ["*a", "a"],
    ["a*c*e", "abcde"],
    ["*::LOG_?EVEL", "t::LOG_LEVEL"],
    ["a.b", "a.b"],
    ["[x](y)+^$\\d", "[x](y)+^$\\d"],
    ["**a**", "xa"],
    ["*ab*ab", "abxab"],
  ] as const;
  const failing = [
    ["", "a"],
    ["a", "A"],
    ["a.b", "axb"],
    ["?", ""],
    ["a", "ab"],
    ["b", "ab"],
    ["*a", "ab"],
    ["[ab]", "a"],
    ["*ab*ab", "ab"],
  ] as const;
  for (const [pattern, text] of matching)
    it(`${pattern} matches ${text}`, () => expect(matchesPattern(pattern, text)).to.equal(true));
  for (const [pattern, text] of failing)
    it(`${pattern} does not match ${text}`, () => expect(matchesPattern(pattern, text)).to.equal(false));

  it("does not take forever with many stars", () => {
    expect(matchesPattern(`${"*a".repeat(50)}b`, "a".repeat(20_000))).to.equal(false);
  });

  it("covers what lies below a path", () => {
    for (const path of ["ttl", "ttl.enabled", "ttl[0]", 'ttl["a.b"].c'])
      expect(coversPath("ttl", path), path).to.equal(true);
    for (const path of ["", "ttlx", "x.ttl", "tt"]) expect(coversPath("ttl", path), path).to.equal(false);
    expect(coversPath("rules[*].days", "rules[3].days.x")).to.equal(true);
  });
});

describe("sorting and summary", () => {
  it("sorts by address, path and code in code unit order", () => {
    const sorted = sortFindings([
      { ...finding, address: "b" },
      { ...finding, address: "a", path: "b" },
      { ...finding, address: "a", path: "Z" },
      { ...finding, address: "a", code: "parity/unreadable" },
      { ...finding, address: "a", code: "parity/shared-secret" },
    ]);
    expect(sorted.map(({ address, path, code }) => `${address} ${path} ${code}`)).to.deep.equal([
      "a  parity/shared-secret",
      "a  parity/unreadable",
      "a Z parity/different-value",
      "a b parity/different-value",
      "b  parity/different-value",
    ]);
  });

  it("counts severities without suppressed findings, and all that could not be read", () => {
    const suppressed = { reason: "", owner: "", expires: null, origin: "" };
    const findings: Finding[] = [
      finding,
      { ...finding, suppressed },
      { ...finding, severity: "note" },
      { ...finding, severity: "warning", code: "parity/unreadable" },
      { ...finding, severity: "warning", code: "parity/unreadable", suppressed },
    ];
    expect(summarise(findings, 7)).to.deep.equal({
      compared: 7,
      error: 1,
      warning: 1,
      note: 1,
      suppressed: 2,
      unreadable: 2,
    });
  });
});
