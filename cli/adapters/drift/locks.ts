import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { shortStackName } from "../../../core/config/stages.ts";
import type { StackLock } from "../../../core/drift/locks.ts";
import type { Project } from "../project.ts";
import type { Backend } from "../state/recorded.ts";
import { parseYamlData } from "../yaml.ts";

/**
 * The lock that an update holds on a stack, or one that was killed has left behind. A preview does not look at locks, and
 * neither does any command that only reads, so this looks itself where the state lies in files
 * (pulumi/pulumi, pkg/backend/diy/lock.go). Null where there is none, or where the backend is another kind.
 */
export function findLock(backend: Backend, project: Project, stack: string): StackLock | null {
  const state = stateFolder(backend, project);
  if (state === null) return null;
  const name = projectName(project);
  const folder = join(state, ".pulumi", "locks", "organization", name, shortStackName(stack));
  for (const file of filesIn(folder)) {
    const lock = readLock(join(folder, file));
    if (lock) return lock;
  }
  return null;
}

/** As the engine finds its backend: the environment, then the project, then the last login. */
function stateFolder({ cwd, env, engine }: Backend, project: Project): string | null {
  const url =
    env["PULUMI_BACKEND_URL"] || backendOf(project) || lastLogin(env["PULUMI_HOME"] ?? engine.home, env["HOME"]);
  if (!url?.startsWith("file://")) return null;
  const [path = ""] = url.slice("file://".length).split("?");
  if (path.startsWith("~")) return join(env["HOME"] ?? homedir(), path.slice(1));
  return path.startsWith("/") ? fileURLToPath(`file://${path}`) : resolve(cwd, decodeURIComponent(path));
}

function backendOf(project: Project): string | null {
  const backend = mapAt(parseYamlData(project.text, project.file), "backend");
  const url = mapAt(backend, "url");
  return typeof url === "string" ? url : null;
}

function projectName(project: Project): string {
  return String(mapAt(parseYamlData(project.text, project.file), "name") ?? "");
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
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort();
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
