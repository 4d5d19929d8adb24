import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect } from "chai";

/** More than a pipe holds. */
const report = "processHost().print('x'.repeat(1_000_000)); setExitCode(1);";

describe("what the process offers", () => {
  it("ends quietly, with the verdict, where nobody reads the report to its end", async () => {
    const program = `import { processHost, setExitCode } from "./cli/adapters/host.ts"; ${report}`;
    const child = spawn(process.execPath, ["--import=tsx", "--input-type=module", "--eval", program]);
    child.stdout.destroy();
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    expect(said).to.equal("");
    expect(code).to.equal(1);
  });
});
