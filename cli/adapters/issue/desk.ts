import { pid } from "node:process";
import { valueAt } from "../../../core/config/path.ts";
import { shortStackName } from "../../../core/config/stack-name.ts";
import { readStages } from "../../../core/config/stages.ts";
import type { StageEntry } from "../../../core/config/types.ts";
import { UserError } from "../../../core/user-error.ts";
import type { IssueDesk } from "../../commands/drift-issues.ts";
import type { IssueRun } from "../../commands/living-issue.ts";
import { parseAllStages, readConfiguration } from "../configuration.ts";
import type { Host } from "../host.ts";
import type { Project } from "../project.ts";
import { projectName } from "../project-data.ts";
import { openSandbox } from "../sandbox/session.ts";
import { stackFilesOf, stacksWithFiles } from "../stack-files.ts";
import { openIssues, runOf } from "./issues.ts";

export interface IssueWorld {
  /** Keep the issues of the sandbox's GitHub. */
  readonly sandbox: boolean;
  readonly redact: IssueRun["redact"];
}

/** The issues of the project's repository. A configuration with mistakes will do: the issues tell that nothing is checked. */
export async function openIssueDesk(project: Project, host: Host, { sandbox, redact }: IssueWorld): Promise<IssueDesk> {
  const { stacks, accounts, repository } = placesOf(project);
  const session = sandbox ? await openSandbox(host) : null;
  const close = async (): Promise<void> => session?.close();
  try {
    return {
      tracker: openIssues(session?.env ?? host.env, repository),
      run: { ...runOf(host.env, pid), redact, now: host.now, log: host.log },
      project: await projectName(project),
      stages: [...stacks.keys()],
      accounts,
      stackOf: (stage) => stacks.get(stage) ?? stage,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Places {
  /** Stacks by stage, as the configuration writes them, or those that have a file. */
  readonly stacks: ReadonlyMap<string, string>;
  /** Those of the stages that are account stacks. */
  readonly accounts: readonly string[];
  /** `owner/name`; null where the configuration names none. */
  readonly repository: string | null;
}

function placesOf(project: Project): Places {
  const written = readConfiguration(project);
  if (written === null) {
    const stacks = stacksWithFiles(stackFilesOf(project));
    const places = stacks.map((stack) => [shortStackName(stack), shortStackName(stack)] as const);
    return { stacks: new Map(places), accounts: [], repository: null };
  }
  try {
    const configs = parseAllStages(written);
    const [github] = configs.map((config) => config.github);
    return {
      ...namedPlaces(
        configs.map(({ stage }) => stage),
        configs.map(({ aws }) => aws.accountStack),
      ),
      repository: github ? `${github.owner}/${github.repository}` : null,
    };
  } catch (error) {
    if (error instanceof UserError) return placesIn(written.base);
    throw error;
  }
}

/** As far as a base says it that is not right in every respect. */
function placesIn(base: unknown): Places {
  const { stages, accountStack } = readStages(base);
  const repository = valueAt(base, ["github", "repository"]);
  return {
    ...namedPlaces(stages, [accountStack]),
    repository: typeof repository === "string" ? repository : null,
  };
}

function namedPlaces(
  stages: readonly StageEntry[],
  accountStacks: readonly string[],
): Pick<Places, "stacks" | "accounts"> {
  const accounts = accountStacks.map((stack) => [shortStackName(stack), stack] as const);
  return {
    stacks: new Map([...stages.map(({ name, stack }) => [name, stack] as const), ...accounts]),
    accounts: accounts.map(([name]) => name),
  };
}
