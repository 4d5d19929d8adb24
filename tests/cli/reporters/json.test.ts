import { expect } from "chai";
import fc from "fast-check";
import { renderJson } from "../../../cli/reporters/json.ts";
import { jsonText } from "../../../cli/reporters/json-text.ts";
import { finding, report, value } from "./builders.ts";
import { expectGolden } from "./golden.ts";
import { hostileReport } from "./hostile.ts";
import { cleanReport, driftReport, fullReport } from "./samples.ts";

describe("JSON reporter", () => {
  it("writes the documented fields in the documented order", () => {
    expectGolden("json.golden.json", renderJson(cleanReport()));
  });

  it("writes the report and nothing else", () => {
    for (const each of [fullReport(), driftReport()]) expect(JSON.parse(renderJson(each))).to.deep.equal(each);
  });

  it("does not depend on the order of keys inside values", () => {
    const of = (holds: object) =>
      renderJson(
        report([
          { ...finding("parity/different-value", "error", { stages: { dev: value({ ...holds }) } }), fingerprint: "" },
        ]),
      );
    expect(of({ b: { d: 1, c: 2 }, a: 3 })).to.equal(of({ a: 3, b: { c: 2, d: 1 } }));
  });

  it("keeps the stages in the report's order", () => {
    expect(renderJson(fullReport())).to.match(/"dev": \{[^}]*\},\s+"staging": \{[^}]*\},\s+"prod"/);
  });

  it("keeps a key named __proto__", () => {
    const holds = JSON.parse('{"__proto__":{"a":1}}');
    expect(jsonText(holds)).to.equal('{"__proto__":{"a":1}}');
  });

  it("writes what JSON.stringify writes, but for the order of keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (any) => {
        const same = JSON.parse(JSON.stringify(any));
        expect(JSON.parse(jsonText(same))).to.deep.equal(same);
        expect(jsonText(same, 2, Number.POSITIVE_INFINITY)).to.equal(JSON.stringify(same, null, 2));
      }),
    );
  });

  it("survives hostile text", () => {
    fc.assert(
      fc.property(hostileReport, (hostile) => {
        expect(JSON.parse(renderJson(hostile))).to.deep.equal(JSON.parse(JSON.stringify(hostile)));
      }),
      { numRuns: 60 },
    );
  });
});
