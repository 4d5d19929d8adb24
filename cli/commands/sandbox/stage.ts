import { shortStackName } from "../../../core/config/stages.ts";
import { nearest } from "../../../core/text/words.ts";
import { UserError } from "../../../core/user-error.ts";
import type { SandboxSession } from "../../adapters/sandbox/session.ts";

/** Stack of a stage, of the account stack by its own name, or of any stack where there is no configuration. */
export function stackOfStage(sandbox: Pick<SandboxSession, "stages" | "accountStack">, name: string): string {
  const config = sandbox.stages.find(({ stage }) => stage.name === name);
  if (config) return shortStackName(config.stage.stack);
  if (sandbox.accountStack === null || sandbox.accountStack === name) return shortStackName(name);
  const known = [...sandbox.stages.map(({ stage }) => stage.name), sandbox.accountStack];
  const near = nearest(name, known);
  throw new UserError(
    `There is no stage ${name}; there are ${known.join(", ")}`,
    near === null ? "" : `Did you mean ${near}?`,
  );
}
