import { resolve } from "node:path";
import type { StacksAdapters } from "../commands/stacks.ts";
import { parseAllStages, readConfiguration } from "./configuration.ts";
import type { Host } from "./host.ts";
import { knownStacks, sandboxStacks } from "./known-stacks.ts";
import { findProject, readProject } from "./project.ts";
import { projectName } from "./project-data.ts";

/**
 * The stages of the project in the current folder.
 * @param config a Pulumi.yaml to read in place of the nearest one
 * @param sandbox whether a project without configuration is asked for the sandbox's stacks
 */
export function projectAdapters(
  host: Host,
  config: string | null,
  sandbox: boolean,
): Pick<StacksAdapters, "configuration" | "knownStacks" | "projectName"> {
  const project = () => (config === null ? findProject(host.cwd) : readProject(resolve(host.cwd, config)));
  return {
    async configuration() {
      const written = readConfiguration(project());
      return written && parseAllStages(written);
    },
    projectName: () => projectName(project()),
    async knownStacks() {
      return sandbox ? sandboxStacks(project(), host) : knownStacks(project(), host);
    },
  };
}
