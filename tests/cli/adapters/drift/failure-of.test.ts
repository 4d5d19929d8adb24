import { expect } from "chai";
import { failureOfError } from "../../../../cli/adapters/drift/failure-of.ts";

describe("an error of a vendor's client", () => {
  it("that nobody thought of is an unknown answer, and only its name is told", () => {
    const error = new SyntaxError('Unexpected token "hush-hush"');
    expect(failureOfError(error, 1_000)).to.deep.equal({ kind: "unknown-answer", what: "SyntaxError" });
    expect(failureOfError("hush-hush", 1_000)).to.deep.equal({ kind: "unknown-answer", what: "string" });
  });

  it("is told by its cause where that is one of the network", () => {
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const wrapped = new TypeError("fetch failed", { cause: new AggregateError([refused]) });
    expect(failureOfError(wrapped, 1_000)).to.deep.equal({ kind: "network", code: "ECONNREFUSED" });
    expect(failureOfError(new TypeError("fetch failed"), 1_000)).to.deep.equal({
      kind: "network",
      code: "fetch failed",
    });
    const late = Object.assign(new Error("late"), { name: "TimeoutError" });
    expect(failureOfError(late, 1_500)).to.deep.equal({ kind: "timeout", seconds: 1.5 });
  });
});
