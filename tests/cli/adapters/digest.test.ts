import { createHmac, randomBytes } from "node:crypto";
import { expect } from "chai";
import { digestOfThisRun, hmac } from "../../../cli/adapters/digest.ts";

describe("digests of secrets", () => {
  it("are HMAC-SHA256", () => {
    const key = randomBytes(64);
    for (const text of ["", "s3cr3t", "é\u{1f511}".repeat(100), "é".repeat(2_000), "short again"])
      expect(hmac(key)(text)).to.equal(createHmac("sha256", key).update(text).digest("hex"));
  });

  it("say which secrets are equal within a run, and nothing about those of another", () => {
    const [first, second] = [digestOfThisRun(), digestOfThisRun()];
    expect(first("a")).to.equal(first("a"));
    expect(first("a")).to.not.equal(first("b"));
    expect(first("a")).to.not.equal(second("a"));
  });
});
