/** Names of a project's stacks, where nobody has named them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { engineErrorLine } from "../../core/text/engine-error.ts";
import { UserError } from "../../core/user-error.ts";
import { requireAnyEngine, requireEngine, runEngine } from "./engine.ts";
import type { Host } from "./host.ts";
import type { Project } from "./project.ts";
import { sandboxFolder } from "./sandbox/folder.ts";
import { stackFilesOf, stacksWithFiles } from "./stack-files.ts";
import type { Backend } from "./state/recorded.ts";

/**
 * The stacks with a stage file; where there is none, those that the backend has.
 * @param stopAt ends the engine that is asked
 */
export async function knownStacks(
  project: Project,
  { env }: Pick<Host, "env">,
  stopAt?: AbortSignal,
): Promise<readonly string[]> {
  const withFiles = stacksWithFiles(stackFilesOf(project));
  if (withFiles.length > 0) return withFiles;
  return stacksInBackend({
    engine: requireAnyEngine(env),
    cwd: env["STAGEKEEPER_SANDBOX_PROJECT"] ?? project.root,
    env,
    stopAt,
  });
}

/** The sandbox has a stack for every stage file, and those that somebody made in it. */
export async function sandboxStacks(
  project: Project,
  { env }: Pick<Host, "env">,
  stopAt?: AbortSignal,
): Promise<readonly string[]> {
  const folder = sandboxFolder(project.root);
  const withFiles = stacksWithFiles(stackFilesOf(project));
  if (!existsSync(join(folder.project, "Pulumi.yaml"))) return withFiles;
  const engine = requireEngine(env);
  const inSandbox = { ...env, PULUMI_BACKEND_URL: folder.backendUrl, PULUMI_HOME: engine.home };
  const made = await stacksInBackend({ engine, cwd: folder.project, env: inSandbox, stopAt });
  return [...new Set([...withFiles, ...made])].sort();
}

const listed = v.array(v.object({ name: v.string() }));

/** As `pulumi stack ls` names them, for the engine's `--stack`. */
async function stacksInBackend({ engine, cwd, env, stopAt }: Backend): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runEngine(engine, ["stack", "ls", "--json", "--non-interactive"], {
    cwd,
    env,
    stopAt,
  });
  if (code !== 0) {
    throw new UserError(
      `The project's stacks could not be listed (pulumi stack ls): ${engineErrorLine(stderr)}`,
      "Name the stacks, for example dev and prod.",
    );
  }
  return v.parse(listed, JSON.parse(stdout)).map(({ name }) => name);
}
