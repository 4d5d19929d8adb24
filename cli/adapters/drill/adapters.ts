import { resolve } from "node:path";
import { shortStackName } from "../../../core/config/stack-name.ts";
import { readStages } from "../../../core/config/stages.ts";
import type { DrillAdapters } from "../../commands/drill.ts";
import { parseAccount, parseAllStages, readConfiguration } from "../configuration.ts";
import type { Host } from "../host.ts";
import { findProject, pathInRepository } from "../project.ts";
import { reportAdapters } from "../report.ts";

/**
 * The world as `drill` needs it.
 * @param sandbox also asks with --real the sandbox's vendors
 */
export function drillAdapters(host: Host, { sandbox }: { readonly sandbox: boolean }): DrillAdapters {
  const project = findProject(host.cwd);
  return {
    async configuration() {
      const written = readConfiguration(project);
      if (written === null) return null;
      const accountStack = shortStackName(readStages(written.base).accountStack);
      return { stages: parseAllStages(written), account: parseAccount(written), accountStack };
    },
    async open() {
      const { openDrillVendors } = await import("./sandbox.ts");
      return openDrillVendors(host);
    },
    async tryReal(configuration) {
      const { tryReal } = await import("./real.ts");
      if (!sandbox) return tryReal(configuration, host.env);
      const { openSandbox } = await import("../sandbox/session.ts");
      const session = await openSandbox(host);
      try {
        return await tryReal(configuration, session.env);
      } finally {
        await session.close();
      }
    },
    async projectFile() {
      return pathInRepository(resolve(project.root, project.file));
    },
    progress(line) {
      if (host.stderr.isInteractive) host.log(line);
    },
    ...reportAdapters(host),
  };
}
