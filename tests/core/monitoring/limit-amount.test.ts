import { expect } from "chai";
import { limitAmount } from "../../../core/monitoring/limit-amount.ts";

describe("the limit of a budget", () => {
  it("has the form in which AWS gives it back", () => {
    expect([1, 5, 100, 1200, 0.5, 2.25, 0.01, 10.1, 1_000_000].map(limitAmount)).to.deep.equal([
      "1.0",
      "5.0",
      "100.0",
      "1200.0",
      "0.5",
      "2.25",
      "0.01",
      "10.1",
      "1000000.0",
    ]);
  });

  it("never has an exponent", () => {
    expect(limitAmount(0.000001)).to.equal("0.000001");
  });
});
