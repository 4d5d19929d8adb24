import { existsSync, rmSync } from "node:fs";
import type { Host } from "../../adapters/host.ts";
import { findProject } from "../../adapters/project.ts";
import { sandboxFolder } from "../../adapters/sandbox/folder.ts";
import { withSandboxLock } from "../../adapters/sandbox/prepare.ts";
import { stopServer } from "../../adapters/sandbox/server.ts";

/** Removes the sandbox with all that it holds, unless another command is using it. The committed files and real accounts are not touched. */
export async function sandboxReset(host: Host): Promise<number> {
  const folder = sandboxFolder(findProject(host.cwd).root);
  if (!existsSync(folder.root)) {
    host.log("There is no sandbox here.");
    return 0;
  }
  await withSandboxLock(folder, host, async () => {
    await stopServer(folder);
    rmSync(folder.root, { recursive: true, force: true });
  });
  host.log(`Removed ${folder.root}.`);
  return 0;
}
