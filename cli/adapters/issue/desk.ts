import { pid } from "node:process";
import { configuredStacks } from "../../../core/stacks/list.ts";
import type { IssueDesk } from "../../commands/drift-issues.ts";
import type { IssueRun } from "../../commands/living-issue.ts";
import { parseAllStages, readConfiguration } from "../configuration.ts";
import type { Host } from "../host.ts";
import type { Project } from "../project.ts";
import { openSandbox } from "../sandbox/session.ts";
import { parseYamlData } from "../yaml.ts";
import { openIssues, runOf } from "./issues.ts";

export interface IssueWorld {
  /** Keep the issues of the sandbox's GitHub. */
  readonly sandbox: boolean;
  readonly redact: IssueRun["redact"];
}

/** The issues of the project's repository. */
export async function openIssueDesk(project: Project, host: Host, { sandbox, redact }: IssueWorld): Promise<IssueDesk> {
  const written = readConfiguration(project);
  const configs = written === null ? [] : parseAllStages(written);
  const stacks = new Map(configuredStacks(configs).map(({ stage, stack }) => [stage, stack]));
  const [github] = configs.map((config) => config.github);
  const session = sandbox ? await openSandbox(host) : null;
  const close = async (): Promise<void> => session?.close();
  try {
    return {
      tracker: openIssues(session?.env ?? host.env, github ? `${github.owner}/${github.repository}` : null),
      run: { ...runOf(host.env, pid), redact, now: host.now, log: host.log },
      project: nameOf(project),
      stackOf: (stage) => stacks.get(stage) ?? stage,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function nameOf(project: Project): string {
  const data = parseYamlData(project.text, project.file);
  const name = typeof data === "object" && data !== null && "name" in data ? data.name : "";
  return typeof name === "string" ? name : "";
}
