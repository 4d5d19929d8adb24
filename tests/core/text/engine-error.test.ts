import { expect } from "chai";
import { engineErrorLine } from "../../../core/text/engine-error.ts";

describe("the error line of the engine", () => {
  it("is the one that begins with error:, whatever is told before", () => {
    const text = "Logging in using access token from PULUMI_ACCESS_TOKEN\nerror: connection refused\nmore";
    expect(engineErrorLine(text)).to.equal("connection refused");
  });

  it("is the first other line where none begins so, and no warning", () => {
    expect(engineErrorLine("warning: old version\n\n  no such host  \n")).to.equal("no such host");
  });

  it("is what follows where error: stands alone", () => {
    expect(engineErrorLine("error: \nthe state is locked")).to.equal("the state is locked");
  });

  it("shows no password of the backend that it names", () => {
    for (const before of ["error: ", ""]) {
      const text = `${before}could not open postgres://user:hunter2secret@db/pulumi: connection refused`;
      expect(engineErrorLine(text)).to.equal("could not open postgres://[secret]@db/pulumi: connection refused");
    }
  });

  it("is empty where nothing was said", () => {
    expect(engineErrorLine("\n")).to.equal("");
  });
});
