import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { valueAt } from "../../../core/config/path.ts";
import type { Project } from "../project.ts";
import { projectValue } from "../project-data.ts";
import type { Backend } from "../state/recorded.ts";

/**
 * The folder in which the engine keeps the state of stacks, where its backend is files: found as the engine does, from the
 * environment, then the project, then the last login. Null where the backend is another kind.
 */
export async function stateFolder({ cwd, env, engine }: Backend, project: Project): Promise<string | null> {
  const url =
    env["PULUMI_BACKEND_URL"] ||
    (await backendOf(project)) ||
    lastLogin(env["PULUMI_HOME"] ?? engine.home, env["HOME"]);
  if (!url?.startsWith("file://")) return null;
  const [path = ""] = url.slice("file://".length).split("?");
  const folder = path.startsWith("~")
    ? join(env["HOME"] ?? homedir(), path.slice(1))
    : path.startsWith("/")
      ? fileURLToPath(`file://${path}`)
      : resolve(cwd, decodeURIComponent(path));
  return join(folder, ".pulumi");
}

/** Files and folders in a folder; none where it cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What a JSON file holds; null where there is none. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

async function backendOf(project: Project): Promise<string | null> {
  const url = await projectValue(project, ["backend", "url"]);
  return typeof url === "string" ? url : null;
}

/** `pulumi login` keeps where it logged in. */
function lastLogin(home: string, userHome: string | undefined): string | null {
  const folder = home === "" ? join(userHome ?? homedir(), ".pulumi") : home;
  const current = valueAt(readJson(join(folder, "credentials.json")), ["current"]);
  return typeof current === "string" ? current : null;
}
