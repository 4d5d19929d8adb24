import { resolve } from "node:path";
import type { ParityAdapters } from "../commands/parity.ts";
import { digestOfThisRun } from "./digest.ts";
import type { Host } from "./host.ts";
import { reportAdapters } from "./report.ts";
import { loadFiles } from "./state/files.ts";
import type { Scans } from "./state/scans.ts";

export interface ParityWorld {
  /** A Pulumi.yaml to read the configuration from, in place of the nearest one. */
  readonly config: string | null;
  /** Read the sandbox's stacks. */
  readonly sandbox: boolean;
  /** What goes on already of the files that are compared. */
  readonly scans: Scans;
}

const orExports = ", or compare exports (--state dev=dev.json --state prod=prod.json)";

/**
 * The world as `parity` needs it. What only some sources need (YAML, the configuration's schema, the engine, the Pulumi
 * SDK) is loaded when it is asked for: comparing two files should not wait for it.
 */
export function parityAdapters(host: Host, { config, sandbox, scans }: ParityWorld): ParityAdapters {
  const project = async () => {
    const { findProject, readProject } = await import("./project.ts");
    return config === null ? findProject(host.cwd, orExports) : readProject(resolve(host.cwd, config));
  };
  return {
    async configuration() {
      const { parseAllStages, readConfiguration } = await import("./configuration.ts");
      const written = readConfiguration(await project());
      return written && parseAllStages(written);
    },
    async stacksWithFiles() {
      const { stackFilesOf, stacksWithFiles } = await import("./stack-files.ts");
      const files = stackFilesOf(await project());
      return { stacks: stacksWithFiles(files), ending: files.ending };
    },
    read: {
      files: (stages) => loadFiles(stages, scans),
      async recorded(stages) {
        const { readRecorded } = await import("./state/stacks.ts");
        return readRecorded(stages, await project(), host, sandbox);
      },
      async desired(stages, configs) {
        const { readDesired } = await import("./state/programs.ts");
        return readDesired(stages, await project(), configs);
      },
    },
    async projectFile() {
      const { findProjectFile, pathInRepository } = await import("./project.ts");
      const file = config === null ? findProjectFile(host.cwd) : resolve(host.cwd, config);
      return pathInRepository(file ?? "Pulumi.yaml");
    },
    digest: digestOfThisRun(),
    ...reportAdapters(host),
  };
}
