import { shortStackName } from "../../../core/config/stack-name.ts";
import type { SandboxSession } from "../../adapters/sandbox/session.ts";
import { unknownStage } from "../unknown-stage.ts";

/** Stack of a stage, of the account stack by its own name, or of any stack where there is no configuration. */
export function stackOfStage(sandbox: Pick<SandboxSession, "stages" | "accountStack">, name: string): string {
  const config = sandbox.stages.find(({ stage }) => stage.name === name);
  if (config) return shortStackName(config.stage.stack);
  if (sandbox.accountStack === null || sandbox.accountStack === name) return shortStackName(name);
  throw unknownStage(name, [...sandbox.stages.map(({ stage }) => stage.name), sandbox.accountStack]);
}
