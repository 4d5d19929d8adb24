import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { removeDeadLocks } from "../../../cli/adapters/sandbox/dead-locks.ts";
import { sandboxFolder } from "../../../cli/adapters/sandbox/folder.ts";
import { temporaryFolder } from "../../sandbox/support.ts";

describe("locks of killed engines", () => {
  let project: ReturnType<typeof temporaryFolder>;
  const left = () => {
    removeDeadLocks(sandboxFolder(project.path), "shop", "dev");
    return readdirSync(locks()).sort();
  };
  const locks = () => join(sandboxFolder(project.path).state, ".pulumi/locks/organization/shop/dev");
  const write = (name: string, content: unknown) =>
    writeFileSync(join(locks(), name), typeof content === "string" ? content : JSON.stringify(content));

  beforeEach(() => {
    project = temporaryFolder();
    mkdirSync(locks(), { recursive: true });
  });
  afterEach(() => project.remove());

  it("are removed where the process is gone, and only there", async () => {
    const gone = spawn(process.execPath, ["--eval", ""]);
    await once(gone, "exit");
    write("dead.json", { pid: gone.pid, hostname: hostname() });
    write("dead.json.attrs", {});
    write("running.json", { pid: process.pid, hostname: hostname() });
    write("elsewhere.json", { pid: gone.pid, hostname: `not-${hostname()}` });
    write("torn.json", '{"pid":');
    expect(left()).to.deep.equal(["elsewhere.json", "running.json", "torn.json"]);
  });

  it("need not be there", () => {
    removeDeadLocks(sandboxFolder(project.path), "shop", "prod");
    expect(left()).to.deep.equal([]);
  });
});
