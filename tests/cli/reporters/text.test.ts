import { expect } from "chai";
import fc from "fast-check";
import {
  fitAround,
  fitEnd,
  fitMiddle,
  pointOfInterest,
  prepareWidths,
  valueText,
  visible,
  width,
  wrap,
} from "../../../cli/reporters/text.ts";
import { hostileText } from "./hostile.ts";

const WIDE = "日本語 \u{1f469}\u200d\u{1f4bb} e\u0301";

describe("text of reporters", () => {
  before(() => prepareWidths(WIDE));

  describe("width", () => {
    it("counts columns, not characters", () => {
      expect(width(WIDE)).to.equal(6 + 1 + 2 + 1 + 1);
      expect(width("✗ ≠ …")).to.equal(5);
    });
  });

  describe("visible", () => {
    it("shows what cannot be seen", () => {
      expect(visible("a\n\t\u001b[31m\u202eb\u200b\u00a0\u{e0001}\u{10fffe}")).to.equal(
        "a\\n\\t\\x1b[31m\\u202eb\\u200b\\xa0\\u{e0001}\\u{10fffe}",
      );
    });

    it("leaves letters of all scripts and plain spaces alone", () => {
      expect(visible("é 日本語 ñ")).to.equal("é 日本語 ñ");
    });
  });

  describe("valueText", () => {
    it("tells a string from what looks like it", () => {
      expect([1, "1", true, "true", null, "null", ""].map(valueText)).to.deep.equal([
        "1",
        '"1"',
        "true",
        '"true"',
        "null",
        '"null"',
        '""',
      ]);
    });

    it("quotes what would be taken for a word of ours, and padding", () => {
      expect(["(absent)", " a", "a ", '"a"'].map(valueText)).to.deep.equal(['"(absent)"', '" a"', '"a "', '"\\"a\\""']);
    });

    it("tells a newline from a backslash and an n", () => {
      expect(valueText("a\nb")).to.equal('"a\\nb"');
      expect(valueText("a\\nb")).to.equal("a\\nb");
    });

    it("shows objects with sorted keys, 5,000 levels deep", () => {
      expect(valueText({ b: 1, a: [true] })).to.equal('{"a":[true],"b":1}');
      let deep: { a: object } | object = {};
      for (let level = 0; level < 5000; level += 1) deep = { a: deep };
      expect(valueText(deep as never)).to.have.length(5000 * 6 + 2);
    });
  });

  describe("fitting", () => {
    it("cuts the end, or the middle where names differ at their ends", () => {
      expect(fitEnd("abcdefgh", 5)).to.equal("abcd…");
      expect(fitMiddle("aws:dynamodb/table:Table::facts", 14)).to.equal("aws:dy…::facts");
    });

    it("keeps the place in view where texts begin to differ", () => {
      const texts = ["dev", "staging"].map((stage) => `arn:aws:dynamodb:eu-central-1:1234:table/app-${stage}-facts`);
      const index = pointOfInterest(texts, []);
      expect(texts.map((text) => fitAround(text, index, 16))).to.deep.equal(["…e/app-dev-facts", "…p-staging-facts"]);
    });

    it("keeps the end of equal texts in view where a stage's name stands there", () => {
      const text = "https://registry.eu-central-1.prod.acme.example/with/a/long/path";
      expect(fitAround(text, pointOfInterest([text, text], ["dev", "prod"]), 14)).to.equal("…l-1.prod.acm…");
    });

    it("never takes more columns than given and never shows half a character", () => {
      fc.assert(
        fc.property(hostileText, fc.nat(50), fc.integer({ min: 4, max: 40 }), (raw, index, columns) => {
          const text = visible(raw);
          for (const cut of [fitEnd(text, columns), fitMiddle(text, columns), fitAround(text, index, columns)]) {
            expect(width(cut)).to.be.at.most(columns);
            expect(cut).to.equal(visible(cut));
          }
        }),
      );
    });
  });

  describe("wrap", () => {
    it("breaks at spaces, and a long word where it must", () => {
      expect(wrap("one two three", 7)).to.deep.equal(["one two", "three"]);
      expect(wrap("a abcdefgh", 4)).to.deep.equal(["a", "abcd", "efgh"]);
    });

    it("loses nothing and fits", () => {
      fc.assert(
        fc.property(hostileText, fc.integer({ min: 10, max: 60 }), (raw, columns) => {
          const text = visible(raw).slice(0, 2000);
          const lines = wrap(text, columns);
          expect(lines.join("").replaceAll(" ", "")).to.equal(text.replaceAll(" ", ""));
          expect(Math.max(...lines.map(width))).to.be.at.most(columns);
        }),
      );
    });
  });
});
