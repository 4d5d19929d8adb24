import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { shortStackName } from "../../../core/config/stages.ts";
import type { StackLock } from "../../../core/drift/locks.ts";
import type { Project } from "../project.ts";
import type { Backend } from "../state/recorded.ts";

/**
 * The lock that an update holds on a stack, or one that was killed has left behind. A preview does not look at locks, and
 * neither does any command that only reads, so this looks itself where the state lies in files
 * (pulumi/pulumi, pkg/backend/diy/lock.go). Null where there is none, or where the backend is another kind.
 */
export async function findLock(backend: Backend, project: Project, stack: string): Promise<StackLock | null> {
  const state = await stateFolder(backend, project);
  if (state === null) return null;
  const locks = join(state, ".pulumi", "locks", "organization");
  // Nearly always there is none, whatever the project is called: then its file need not be parsed.
  if (namesIn(locks).every((name) => filesIn(join(locks, name, shortStackName(stack))).length === 0)) return null;
  const folder = join(locks, String((await dataOf(project, "name")) ?? ""), shortStackName(stack));
  for (const file of filesIn(folder)) {
    const lock = readLock(join(folder, file));
    if (lock) return lock;
  }
  return null;
}

/** As the engine finds its backend: the environment, then the project, then the last login. */
async function stateFolder({ cwd, env, engine }: Backend, project: Project): Promise<string | null> {
  const url =
    env["PULUMI_BACKEND_URL"] ||
    (await backendOf(project)) ||
    lastLogin(env["PULUMI_HOME"] ?? engine.home, env["HOME"]);
  if (!url?.startsWith("file://")) return null;
  const [path = ""] = url.slice("file://".length).split("?");
  if (path.startsWith("~")) return join(env["HOME"] ?? homedir(), path.slice(1));
  return path.startsWith("/") ? fileURLToPath(`file://${path}`) : resolve(cwd, decodeURIComponent(path));
}

async function backendOf(project: Project): Promise<string | null> {
  const url = mapAt(await dataOf(project, "backend"), "url");
  return typeof url === "string" ? url : null;
}

async function dataOf({ text, file }: Project, key: string): Promise<unknown> {
  const { parseYamlData } = await import("../yaml.ts");
  return mapAt(parseYamlData(text, file), key);
}

/** `pulumi login` keeps where it logged in. */
function lastLogin(home: string, userHome: string | undefined): string | null {
  const folder = home === "" ? join(userHome ?? homedir(), ".pulumi") : home;
  const current = mapAt(readJson(join(folder, "credentials.json")), "current");
  return typeof current === "string" ? current : null;
}

/** Null for what is no lock of a form that we know, and for one that was given back meanwhile. */
function readLock(file: string): StackLock | null {
  const lock = readJson(file);
  const [pid, user, host, at] = ["pid", "username", "hostname", "timestamp"].map((key) => mapAt(lock, key));
  if (typeof pid !== "number") return null;
  return { owner: `${user}@${host}`, pid: String(pid), since: new Date(String(at)) };
}

function filesIn(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function mapAt(data: unknown, key: string): unknown {
  return typeof data === "object" && data !== null && Object.hasOwn(data, key)
    ? (data as Record<string, unknown>)[key]
    : undefined;
}
