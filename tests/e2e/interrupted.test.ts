import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { engineFolder } from "../../tools/engine/locate.js";
import { TestProject } from "./support/project.ts";

const command = resolve(import.meta.dirname, "../../bin/stagekeeper.js");

describe("a deployment into the sandbox that does not reach its end, with the real engine", function () {
  this.timeout(120_000);
  const project = new TestProject((file) =>
    file.setIn(["config", "stagekeeper:base", "value", "stages"], ["dev", "prod"]),
  );
  after(() => project.remove());

  it("stops in order at Ctrl-C, and leaves no lock behind", async () => {
    const up = start();
    await said(up, "❯ prod");
    signalGroup(up, "SIGINT");
    const [code] = await once(up, "exit");
    expect(code).to.equal(130);
    expect(locks()).to.deep.equal([]);
  });

  it("leaves locks behind where it is killed, and the next command goes on nevertheless", async () => {
    const up = start();
    await said(up, "❯ prod");
    while (locks().length === 0) await new Promise((turn) => setTimeout(turn, 10));
    signalGroup(up, "SIGKILL");
    await once(up, "exit");
    expect(locks()).not.to.deep.equal([]);
    const next = await project.stagekeeper(["sandbox", "up"]);
    expect(next.code, next.all).to.equal(0);
    expect(locks()).to.deep.equal([]);
  });

  it("is no success where the engine cannot be started", async () => {
    const home = join(project.folder, "broken-engine");
    mkdirSync(engineFolder(home), { recursive: true });
    for (const name of ["pulumi", "pulumi-language-nodejs"]) {
      writeFileSync(join(engineFolder(home), name), "#!/no/such/interpreter\n");
      chmodSync(join(engineFolder(home), name), 0o755);
    }
    const up = await project.stagekeeper(["sandbox", "up"], "", { STAGEKEEPER_PULUMI_HOME: home });
    expect(up.code, up.all).to.equal(2);
    expect(up.stderr).to.contain("The Pulumi engine could not be started");
    expect(up.stdout).not.to.contain("Try next:");
  });

  /** In a process group of its own, which gets signals as a whole, as from a terminal. */
  function start(): ChildProcess {
    return spawn(process.execPath, [command, "sandbox", "up"], {
      cwd: project.folder,
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
  }

  async function said(child: ChildProcess, text: string): Promise<void> {
    let stderr = "";
    for await (const chunk of child.stderr ?? []) {
      stderr += String(chunk);
      if (stderr.includes(text)) return;
    }
    throw new Error(`It ended without having said ${text}:\n${stderr}`);
  }

  function locks(): string[] {
    const folder = join(project.folder, ".sandbox/state/.pulumi/locks");
    return readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".json"));
  }
});

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  process.kill(-(child.pid ?? 0), signal);
}
