import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { engineFolder, engineVersion, findEngine, ownPulumiHome } from "../../tools/engine/locate.js";
import { obtainEngine } from "../../tools/engine/obtain.js";
import { isAlive, withLock } from "../../tools/lock.js";
import { nodeProblem } from "../../tools/node-version.js";

const unreachable = async () => "ENOTFOUND";
const obtainModule = new URL("../../tools/engine/obtain.js", import.meta.url).href;

describe("setup", () => {
  let home: string;
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const env = () => ({ HOME: home, PATH: `${join(home, "bin")}:/usr/bin:/bin` });

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "stagekeeper-setup-"));
    mkdirSync(join(home, "bin"));
    said.length = 0;
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  /** A Go toolchain that writes its `-o` file after a while. */
  function installGo(seconds: number): void {
    const script = `#!/bin/sh
[ "$1" = version ] && exit 0
sleep ${seconds}
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\n' > "$2" && chmod +x "$2"
`;
    writeFileSync(join(home, "bin", "go"), script);
    chmodSync(join(home, "bin", "go"), 0o755);
  }

  it("refuses a Node that is too old and says what to install", () => {
    expect(nodeProblem("20.18.3")).to.match(
      /^stagekeeper needs Node 20\.19 or later; this is Node 20\.18\.3\.\n {2}Next: /,
    );
    expect(nodeProblem("18.20.8")).to.be.a("string");
    expect(nodeProblem("20.19.0")).to.equal(undefined);
    expect(nodeProblem("24.1.0")).to.equal(undefined);
  });

  it("pins one engine version everywhere", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(dependencies.pulumi).to.equal(engineVersion);
    expect(devDependencies["@pulumi/pulumi"]).to.equal(engineVersion);
    expect(readFileSync("tools/engine/cli/go.mod", "utf8")).to.contain(
      `github.com/pulumi/pulumi/pkg/v3 v${engineVersion}`,
    );
  });

  it("names every way out where neither the download nor Go is there", async () => {
    const error = await obtainEngine(env(), say, unreachable).then(
      () => null,
      (reason: Error) => reason,
    );
    expect(error?.message).to.contain(
      `No Pulumi engine ${engineVersion}: its download site cannot be reached (ENOTFOUND) and there is no Go`,
    );
    expect(error?.message.split("\n").filter((line) => line.startsWith("  - "))).to.have.length(3);
  });

  it("builds the engine into its own Pulumi home, marked as self-built, once", async () => {
    installGo(0);
    await obtainEngine(env(), say, unreachable);
    const engine = findEngine(env());
    expect(engine).to.deep.equal({
      pulumi: join(engineFolder(ownPulumiHome(env())), "pulumi"),
      home: ownPulumiHome(env()),
      selfBuilt: true,
    });
    expect(said.join("\n")).to.contain("building Pulumi");
    said.length = 0;
    await obtainEngine(env(), say, unreachable);
    expect(said).to.deep.equal([]);
  });

  it("goes on after having been killed in the middle of the build", async () => {
    installGo(30);
    const script = `import { obtainEngine } from ${JSON.stringify(obtainModule)}; await obtainEngine(process.env, () => {}, async () => "ENOTFOUND");`;
    const victim = spawn(process.execPath, ["--input-type=module", "-e", script], {
      env: env(),
      detached: true,
      stdio: "ignore",
    });
    const lock = join(ownPulumiHome(env()), "setup.lock");
    while (!existsSync(lock)) await sleep(20);
    process.kill(-(victim.pid ?? 0), "SIGKILL");
    await once(victim, "exit");
    expect(findEngine(env())).to.equal(undefined);
    installGo(0);
    await obtainEngine(env(), say, unreachable);
    expect(findEngine(env())?.selfBuilt).to.equal(true);
  });

  it("lets only one process at a time hold a lock", async () => {
    const file = join(home, "some.lock");
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(10);
      inside -= 1;
    };
    const waited: number[] = [];
    await Promise.all([1, 2, 3].map(() => withLock(file, (owner: number) => waited.push(owner), work)));
    expect({ most, left: existsSync(file) }).to.deep.equal({ most: 1, left: false });
    expect(waited).to.include(process.pid);
  });

  it("takes over the lock of a process that is gone", async () => {
    const file = join(home, "some.lock");
    const gone = spawn(process.execPath, ["-e", ""]);
    await once(gone, "exit");
    writeFileSync(file, String(gone.pid));
    expect(
      await withLock(
        file,
        () => undefined,
        async () => "done",
      ),
    ).to.equal("done");
  });

  // Without /proc nobody can tell.
  if (existsSync("/proc/self/stat")) {
    it("takes a process for gone that has ended and that nobody waited for", async () => {
      const parent = spawn("sh", ["-c", "true & echo $!; exec sleep 30"], { stdio: ["ignore", "pipe", "ignore"] });
      try {
        const [pid] = await once(parent.stdout, "data");
        expect(isAlive(parent.pid ?? 0)).to.equal(true);
        while (isAlive(Number(pid))) await sleep(10);
      } finally {
        parent.kill();
      }
    });
  }
});
