import { resolve } from "node:path";
import { shortStackName } from "../../core/config/stages.ts";
import type { StageConfig } from "../../core/config/types.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { ParityAdapters } from "../commands/parity.ts";
import type { LoadedStage, PlannedStage } from "../commands/parity-plan.ts";
import { digestOfThisRun } from "./digest.ts";
import type { Host } from "./host.ts";
import { writeReport } from "./output.ts";
import { loadFiles } from "./state/load.ts";

export interface ParityWorld {
  /** A Pulumi.yaml to read the configuration from, in place of the nearest one. */
  readonly config: string | null;
  /** Read the sandbox's stacks. */
  readonly sandbox: boolean;
}

/**
 * The world as `parity` needs it. What only some sources need (YAML, the configuration's schema, the engine, the Pulumi
 * SDK) is loaded when it is asked for: comparing two files should not wait for it.
 */
export function parityAdapters(host: Host, { config, sandbox }: ParityWorld): ParityAdapters {
  const findProject = async () => {
    const { findProject, readProject } = await import("./project.ts");
    return config === null ? findProject(host.cwd) : readProject(resolve(host.cwd, config));
  };
  return {
    async configuration() {
      const { parseAllStages, readConfiguration } = await import("./configuration.ts");
      const written = readConfiguration(await findProject());
      return written && parseAllStages(written);
    },
    async stacksWithFiles() {
      const { stacksWithFiles } = await import("./project.ts");
      return stacksWithFiles((await findProject()).root);
    },
    async load(stages, source, configs) {
      if (source === "state") return loadFiles(stages);
      const project = await findProject();
      return source === "desired" ? loadDesiredStages(stages, configs) : loadRecordedStages(stages);

      async function loadDesiredStages(
        planned: readonly PlannedStage[],
        known: readonly StageConfig[],
      ): Promise<LoadedStage[]> {
        const { loadDesired } = await import("./state/load.ts");
        const { evaluateProgram } = await import("./program/evaluate.ts");
        const { programOf, stackToEvaluate } = await import("./program/stack-config.ts");
        const program = programOf(project);
        return loadDesired(planned, (stack) => {
          const stage = known.find((entry) => entry.stage.stack === stack) ?? null;
          return evaluateProgram(program, stackToEvaluate(project, project.root, shortStackName(stack), stage));
        });
      }

      async function loadRecordedStages(planned: readonly PlannedStage[]): Promise<LoadedStage[]> {
        const { loadRecorded } = await import("./state/load.ts");
        if (sandbox) {
          const { openSandbox } = await import("./sandbox/session.ts");
          const session = await openSandbox(host);
          try {
            return await loadRecorded(planned, {
              engine: session.engine,
              cwd: session.folder.project,
              env: session.env,
            });
          } finally {
            await session.close();
          }
        }
        const { requireAnyEngine } = await import("./engine.ts");
        return loadRecorded(planned, { engine: requireAnyEngine(host.env), cwd: project.root, env: host.env });
      }
    },
    async projectFile() {
      const { pathInRepository } = await import("./project.ts");
      return config === null ? pathInRepository(host.cwd) : config;
    },
    version: packageJson.version,
    digest: digestOfThisRun(),
    now: host.now,
    print: host.print,
    log: host.log,
    write: (file, text) => writeReport(resolve(host.cwd, file), text),
    terminal: host.stdout,
  };
}
