/** What the recorded state declares at Vercel: projects, and the environment variables of each. */
import type { Deployment } from "../../parity/state.ts";
import { isTree } from "../../parity/values.ts";
import { listOutput, type Recorded, recordedOfType, textOutput } from "./recorded.ts";

export interface VercelProjectPlace {
  readonly id: string;
  /** Name at Vercel; the id where the state does not have it. */
  readonly name: string;
  readonly teamId: string | null;
  /** Logical name of the project, where this stack declares it: then every variable in it has to be declared, too. */
  readonly logicalName: string | null;
  readonly variables: readonly DeclaredVariable[];
  /** Keys declared through the bulk resource; null where its list cannot be read. */
  readonly bulkKeys: readonly string[] | null;
}

export interface DeclaredVariable {
  readonly key: string;
  readonly isSensitive: boolean;
  readonly recorded: Recorded;
}

export const VERCEL_VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
const BULK = "vercel:index/projectEnvironmentVariables:ProjectEnvironmentVariables";
const PROJECT = "vercel:index/project:Project";

/** The stack's own projects in the order of the state, then others that it puts variables into. */
export function vercelProjects(deployment: Deployment): VercelProjectPlace[] {
  const projects = recordedOfType(deployment, PROJECT);
  const variables = recordedOfType(deployment, VERCEL_VARIABLE);
  const bulk = recordedOfType(deployment, BULK);
  const own = projects.map(({ id }) => id);
  const others = [...variables, ...bulk].flatMap(({ outputs }) => textOutput(outputs, "projectId") ?? []);
  return [...new Set([...own, ...others])].map((id) => {
    const project = projects.find((candidate) => candidate.id === id);
    const belongs = ({ outputs }: Recorded) => textOutput(outputs, "projectId") === id;
    const held = variables.filter(belongs);
    return {
      id,
      name: (project && textOutput(project.outputs, "name")) ?? id,
      teamId: [project, ...held].flatMap((one) => (one && textOutput(one.outputs, "teamId")) ?? [])[0] ?? null,
      logicalName: project?.name ?? null,
      variables: held.flatMap(declaredVariable),
      bulkKeys: bulkKeys(bulk.filter(belongs)),
    };
  });
}

function declaredVariable(recorded: Recorded): DeclaredVariable[] {
  const key = textOutput(recorded.outputs, "key");
  return key === null ? [] : [{ key, isSensitive: recorded.outputs["sensitive"] === true, recorded }];
}

/** The SDK's class may have made the whole list a secret. */
function bulkKeys(resources: readonly Recorded[]): readonly string[] | null {
  const entries = resources.map(({ outputs }) => listOutput(outputs, "variables").filter(isTree));
  if (entries.some((list) => list.length === 0)) return null;
  const keys = entries.flat().map((entry) => textOutput(entry, "key"));
  return keys.every((key) => key !== null) ? keys : null;
}
