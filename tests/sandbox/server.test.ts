import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { build } from "esbuild";
import type { ServerInfo } from "../../sandbox/start.ts";
import { temporaryFolder } from "./support.ts";

describe("the sandbox's server process", function () {
  this.timeout(30_000);
  let folder: ReturnType<typeof temporaryFolder>;
  const children: ChildProcess[] = [];
  const infoFile = (): string => join(folder.path, "server.json");

  const bundle = fileURLToPath(new URL("../../node_modules/.cache/sandbox-server.test.mjs", import.meta.url));

  before(async () => {
    const entryPoints = [fileURLToPath(new URL("../../sandbox/server.ts", import.meta.url))];
    await build({ entryPoints, outfile: bundle, bundle: true, format: "esm", platform: "node", packages: "external" });
  });
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGKILL");
      await once(child, "close");
    }
    folder.remove();
  });

  function start(
    settings = JSON.stringify({ folder: folder.path, world: { github: { owner: "acme", users: ["acme", "ann"] } } }),
  ): ChildProcess & { ended: Promise<{ code: number | null; stderr: string }> } {
    const child = spawn(process.execPath, [bundle], { stdio: ["pipe", "ignore", "pipe"] });
    child.stdin.end(settings);
    children.push(child);
    const ended = Promise.all([once(child, "close"), text(child.stderr)]).then(([, stderr]) => ({
      code: child.exitCode,
      stderr,
    }));
    return Object.assign(child, { ended });
  }

  async function ready(): Promise<ServerInfo> {
    while (!existsSync(infoFile())) await new Promise((resolve) => setTimeout(resolve, 20));
    return JSON.parse(readFileSync(infoFile(), "utf8")) as ServerInfo;
  }

  async function lease({ httpPort, token }: ServerInfo): Promise<{ release(): void }> {
    const abort = new AbortController();
    const response = await fetch(`http://127.0.0.1:${httpPort}/_sandbox/lease`, {
      headers: { authorization: `Bearer ${token}` },
      signal: abort.signal,
    });
    expect(response.status).to.equal(200);
    return { release: () => abort.abort() };
  }

  it("says where it is once it is ready, and ends after its last lease", async () => {
    const child = start();
    const info = await ready();
    expect(info.pid).to.equal(child.pid);
    expect(statSync(infoFile()).mode & 0o777).to.equal(0o600);
    const [first, second] = [await lease(info), await lease(info)];
    first.release();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const headers = { authorization: `Bearer ${info.token}` };
    const status = (await (await fetch(`http://127.0.0.1:${info.httpPort}/_sandbox/status`, { headers })).json()) as {
      leases: number;
      world: { github: { owner: string; users: { login: string }[] } };
    };
    expect(status.leases).to.equal(1);
    expect(status.world.github.users.map(({ login }) => login)).to.deep.equal(["acme", "ann"]);
    second.release();
    expect(await child.ended).to.deep.equal({ code: 0, stderr: "" });
    expect(existsSync(infoFile())).to.equal(false);
  });

  it("refuses to be the second on a store, and takes over from a dead one", async () => {
    const first = start();
    await ready();
    const second = await start().ended;
    expect(second.code).to.equal(2);
    expect(second.stderr).to.include(`Another sandbox server (process ${first.pid}) is using this store.`);
    first.kill("SIGKILL");
    await first.ended;
    const before = readFileSync(infoFile(), "utf8");
    const third = start();
    while (readFileSync(infoFile(), "utf8") === before) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await ready()).pid).to.equal(third.pid);
    third.kill("SIGTERM");
    expect((await third.ended).code).to.equal(0);
  });

  it("does not start without settings", async () => {
    for (const settings of ["", "{}"]) {
      const { code, stderr } = await start(settings).ended;
      expect(code).to.equal(2);
      expect(stderr).to.include("without settings").and.include("npx stagekeeper sandbox");
    }
  });

  it("says in two lines why a damaged store cannot be used", async () => {
    writeFileSync(join(folder.path, "vendors.journal"), "00000000 {}\n");
    const { code, stderr } = await start().ended;
    expect(code).to.equal(2);
    expect(stderr.trimEnd().split("\n")).to.have.length(2);
    expect(stderr).to.include("vendors.journal, line 1").and.include("npx stagekeeper sandbox reset");
  });
});
