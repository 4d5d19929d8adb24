import { resolve } from "node:path";
import type { StacksAdapters } from "../commands/stacks.ts";
import { parseAllStages, readConfiguration } from "./configuration.ts";
import type { Host } from "./host.ts";
import { findProject, readProject } from "./project.ts";
import { stackFilesOf, stacksWithFiles } from "./stack-files.ts";

/**
 * The stages of the project in the current folder.
 * @param config a Pulumi.yaml to read in place of the nearest one
 */
export function projectAdapters(
  host: Host,
  config: string | null,
): Pick<StacksAdapters, "configuration" | "stacksWithFiles"> {
  const project = () => (config === null ? findProject(host.cwd) : readProject(resolve(host.cwd, config)));
  return {
    async configuration() {
      const written = readConfiguration(project());
      return written && parseAllStages(written);
    },
    async stacksWithFiles() {
      return stacksWithFiles(stackFilesOf(project()));
    },
  };
}
