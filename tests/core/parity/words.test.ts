import { expect } from "chai";
import fc from "fast-check";
import { Vocabulary } from "../../../core/parity/words.ts";

const none = { accounts: [], regions: [] };
const named = (...names: string[]) => new Vocabulary(names.map((name) => ({ names: [name], ...none })));

describe("the stages' words", () => {
  it("cut a text into what stands between them and themselves", () => {
    const { texts, words, written } = named("dev", "prod").cut("a-Dev.prod/product");
    expect(texts).to.deep.equal(["a-", ".", "/product"]);
    expect(words.map(({ text }) => text)).to.deep.equal(["dev", "prod"]);
    expect(written).to.deep.equal(["Dev", "prod"]);
  });

  it("keep the case of other stages' words when the own ones are taken out", () => {
    expect(named("dev", "prod").withoutOwn("DEV-Prod-dev", 0)).to.equal("<stage>-Prod-<stage>");
  });

  it("put a text together again, whatever the stages are called", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1, maxLength: 4 }),
        fc.string({ unit: "grapheme" }),
        (names, text) => {
          const { texts, written } = named(...names).cut(`${text} ${names[0]} ${text}`);
          expect(texts.map((between, index) => between + (written[index] ?? "")).join("")).to.equal(
            `${text} ${names[0]} ${text}`,
          );
        },
      ),
    );
  });

  it("find a name with signs in it", () => {
    const names = fc.stringMatching(/^[a-z]([a-z.*+?^$(){}|[\]\\/#&-]*[a-z])?$/);
    fc.assert(
      fc.property(names, (name) => {
        expect(named(name).withoutOwn(`1 ${name} 2`, 0)).to.equal("1 <stage> 2");
      }),
    );
  });

  it("ignore an empty alias", () => {
    expect(new Vocabulary([{ names: ["dev", ""], ...none }]).cut("a dev b").words).to.have.lengthOf(1);
  });

  it("have an account only as a whole number", () => {
    const vocabulary = new Vocabulary([{ names: ["dev"], accounts: ["111111111111"], regions: ["eu-west-1"] }]);
    const found = (text: string) => vocabulary.cut(text).words.map((word) => word.text);
    expect(found("1111111111112 x111111111111 :111111111111:")).to.deep.equal(["111111111111"]);
    expect(found("eu-west-1 eu-west-1b eu-west-12 eu-west-1bc xeu-west-1")).to.deep.equal(["eu-west-1", "eu-west-1"]);
  });
});
