import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sandboxFolder } from "../../../cli/adapters/sandbox/folder.ts";
import { stopServer } from "../../../cli/adapters/sandbox/server.ts";
import { UserError } from "../../../core/user-error.ts";
import { type RunningSandbox, startSandbox } from "../../../sandbox/start.ts";
import { createWorld } from "../../../sandbox/world.ts";
import { temporaryFolder } from "../../sandbox/support.ts";

describe("ending the sandbox's server", () => {
  let project: ReturnType<typeof temporaryFolder>;
  let running: RunningSandbox;
  const inUse = new AbortController();

  beforeEach(async () => {
    project = temporaryFolder();
    running = await startSandbox({
      folder: sandboxFolder(project.path).vendors,
      world: createWorld({}),
      clock: { now: () => new Date() },
      onIdle: () => {},
      crash: () => {},
    });
  });
  afterEach(async () => {
    inUse.abort();
    await running.close();
    project.remove();
  });

  it("is refused while another command uses it, which goes on", async () => {
    const { httpPort, token } = running.info;
    const headers = { authorization: `Bearer ${token}` };
    await fetch(`http://127.0.0.1:${httpPort}/_sandbox/lease`, { headers, signal: inUse.signal });
    const refused: unknown = await stopServer(sandboxFolder(project.path)).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(UserError).with.property("message", "Another command is using the sandbox");
    expect(existsSync(sandboxFolder(project.path).serverFile)).to.equal(true);
  });

  it("has nothing to do where there is none", async () => {
    await stopServer(sandboxFolder(join(project.path, "other")));
  });
});
