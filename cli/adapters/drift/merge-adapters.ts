import { resolve } from "node:path";
import type { DriftMergeAdapters } from "../../commands/drift-merge.ts";
import type { Host } from "../host.ts";
import { findProject, findProjectFile, pathInRepository, readProject } from "../project.ts";
import { reportAdapters } from "../report.ts";
import type { DriftWorld } from "./adapters.ts";
import { readReports } from "./report-files.ts";

/** The world as `drift --merge` needs it: files, and a project only where issues are kept. */
export function driftMergeAdapters(host: Host, { config, sandbox, redact }: DriftWorld): DriftMergeAdapters {
  return {
    readReports: async (path) => readReports(host.cwd, path),
    async openIssues() {
      const { openIssueDesk } = await import("../issue/desk.ts");
      const project = config === null ? findProject(host.cwd) : readProject(resolve(host.cwd, config));
      return openIssueDesk(project, host, { sandbox, redact });
    },
    async projectFile() {
      const file = config === null ? findProjectFile(host.cwd) : resolve(host.cwd, config);
      return pathInRepository(file ?? "Pulumi.yaml");
    },
    ...reportAdapters(host),
  };
}
