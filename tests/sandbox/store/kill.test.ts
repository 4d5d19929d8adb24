import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { FileStore } from "../../../sandbox/store/store.ts";
import { temporaryFolder } from "../support.ts";

describe("the sandbox's store under kill -9", function () {
  this.timeout(60_000);

  /** The last number that was acknowledged before the process was killed at that moment. */
  async function writeUntilKilled(folder: string, milliseconds: number): Promise<number> {
    const writer = fileURLToPath(new URL("writer.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import=tsx", writer, folder], { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    child.kill("SIGKILL");
    await once(child, "close");
    const complete = output.slice(0, output.lastIndexOf("\n")).split("\n");
    return Number(complete.at(-1));
  }

  it("finds every acknowledged write again, wherever the process was", async () => {
    for (const milliseconds of [0, 3, 20, 90, 250]) {
      const folder = temporaryFolder();
      const acknowledged = await writeUntilKilled(folder.path, milliseconds);
      const store = FileStore.open(folder.path);
      const numbers = store.list("kind").map(([, fields]) => Number(fields["number"]));
      store.close();
      const newest = Math.max(...numbers);
      expect(newest, `killed after ${milliseconds} ms`).to.be.at.least(acknowledged);
      // Every one of the last 50 writes is there, none of the older ones.
      const expected = Array.from({ length: Math.min(50, newest + 1) }, (_, index) => newest - index).sort(
        (a, b) => a - b,
      );
      expect(numbers.sort((a, b) => a - b)).to.deep.equal(expected);
      folder.remove();
    }
  });
});
