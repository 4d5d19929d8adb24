import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { sandboxFolder } from "../../../cli/adapters/sandbox/folder.ts";

describe("folder of the sandbox", () => {
  it("reaches the state also below a folder whose name means something in a URL", () => {
    const { backendUrl, state } = sandboxFolder("/home/jdoe/my app #2 (100%) ü?");
    expect(backendUrl).to.equal("file:///home/jdoe/my%20app%20%232%20(100%25)%20%C3%BC%3F/.sandbox/state");
    expect(fileURLToPath(backendUrl)).to.equal(state);
  });
});
