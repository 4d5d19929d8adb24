import { expect } from "chai";
import { isSigned, readSignature } from "../../relay/signature.ts";
import { sign } from "./support/requests.ts";

/** docs.github.com, "Validating webhook deliveries", "Testing the webhook payload validation". */
const published = {
  secret: "It's a Secret to Everybody",
  body: Buffer.from("Hello, World!"),
  header: "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
};

function accepts(header: string | undefined, body: Buffer, secrets: readonly string[]): boolean {
  const signature = readSignature(header);
  return signature !== null && isSigned(body, signature, secrets);
}

describe("relay: signature", () => {
  it("accepts GitHub's published example", () => {
    expect(accepts(published.header, published.body, [published.secret])).to.equal(true);
  });

  it("accepts what any of the secrets has signed", () => {
    expect(accepts(published.header, published.body, ["new", published.secret])).to.equal(true);
    expect(accepts(published.header, published.body, [published.secret, "old"])).to.equal(true);
  });

  it("refuses another secret, another body, and no secret at all", () => {
    expect(accepts(published.header, published.body, ["another"])).to.equal(false);
    expect(accepts(published.header, Buffer.from("Hello, World"), [published.secret])).to.equal(false);
    expect(accepts(published.header, published.body, [])).to.equal(false);
  });

  it("covers the bytes, not the text that they may be read as", () => {
    const body = Buffer.from([0xff, 0xfe, 0x7b]);
    const header = sign(body.toString("utf8"), "s");
    expect(accepts(header, body, ["s"])).to.equal(false);
  });

  const malformed: readonly [string, string | undefined][] = [
    ["nothing", undefined],
    ["an empty one", ""],
    ["SHA-1", "sha1=757107ea0eb2509fc211221cce984b8a37570b6d"],
    ["no algorithm", published.header.slice("sha256=".length)],
    ["a digit too few", published.header.slice(0, -1)],
    ["a digit too many", `${published.header}0`],
    ["two at once", `${published.header},${published.header}`],
    ["blanks around", ` ${published.header} `],
    ["a line break behind", `${published.header}\n`],
    ["no hex", `sha256=${"g".repeat(64)}`],
  ];
  for (const [name, header] of malformed) {
    it(`does not read ${name}`, () => {
      expect(readSignature(header)).to.equal(null);
    });
  }
});
