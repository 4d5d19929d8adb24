/** moto, a stand-in for AWS by other people: the relay's calls are tried on it with the real SDK. */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const requirements = join(here, "moto-requirements.txt");
const cache = fileURLToPath(new URL("../../../node_modules/.cache/", import.meta.url));

export interface Moto {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Null where there is no Python on this machine; in CI that is an error. */
export async function startMoto(): Promise<Moto | null> {
  const python = findPython();
  if (python === null) {
    if (process.env["CI"])
      throw new Error("The relay's calls to AWS are tested against moto, which needs python3 with venv.");
    return null;
  }
  const child = spawn(install(python), [join(here, "moto-server.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const endpoint = await Promise.race([
    new Promise<string>((resolve) => lines.once("line", resolve)),
    ended.then(() => {
      throw new Error("moto's server ended before it had an address");
    }),
  ]);
  return {
    endpoint,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

function findPython(): string | null {
  try {
    execFileSync("python3", ["-c", "import ensurepip, venv"], { stdio: "ignore" });
    return "python3";
  } catch {
    return null;
  }
}

/** Installs once for each set of requirements, about 15 s, and returns the Python that has them. */
function install(python: string): string {
  const version = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 8);
  const folder = join(cache, `moto-${version}`);
  const done = join(folder, "installed");
  const own = join(folder, "bin", "python");
  if (existsSync(done)) return own;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  execFileSync(python, ["-m", "venv", folder]);
  execFileSync(own, ["-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", requirements], {
    stdio: "inherit",
  });
  writeFileSync(done, "");
  return own;
}
