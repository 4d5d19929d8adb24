import { resolve } from "node:path";
import { shortStackName } from "../../../core/config/stack-name.ts";
import type { DriftAdapters } from "../../commands/drift.ts";
import { deadline } from "../deadline.ts";
import type { Host } from "../host.ts";
import { findProject, pathInRepository, readProject } from "../project.ts";
import { reportAdapters } from "../report.ts";
import { openDriftSession } from "./session.ts";

export interface DriftWorld {
  /** A Pulumi.yaml to read the configuration from, in place of the nearest one. */
  readonly config: string | null;
  /** Check the sandbox's stacks. */
  readonly sandbox: boolean;
  /** What issues leave out; null: values, where the repository is public. */
  readonly redact: "values" | "none" | null;
}

/** The world as `drift` needs it. */
export function driftAdapters(host: Host, { config, sandbox, redact }: DriftWorld): DriftAdapters {
  const project = config === null ? findProject(host.cwd) : readProject(resolve(host.cwd, config));
  return {
    async configuration() {
      // A key without escapes stands in the text as it is: other projects need not be parsed before the engine does it.
      if (!/stagekeeper:base|\\/.test(project.text)) return null;
      const [{ parseAccount, parseAllStages, readConfiguration }, { readStages }] = await Promise.all([
        import("../configuration.ts"),
        import("../../../core/config/stages.ts"),
      ]);
      const written = readConfiguration(project);
      if (written === null) return null;
      const accountStack = shortStackName(readStages(written.base).accountStack);
      return { stages: parseAllStages(written), accountStack, account: () => parseAccount(written) };
    },
    async knownStacks(timeoutMinutes) {
      const stacks = await import("../known-stacks.ts");
      const known = sandbox ? stacks.sandboxStacks : stacks.knownStacks;
      return known(project, host, deadline(timeoutMinutes));
    },
    open: () => openDriftSession(project, host, sandbox),
    async openIssues() {
      const { openIssueDesk } = await import("../issue/desk.ts");
      return openIssueDesk(project, host, { sandbox, redact });
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
