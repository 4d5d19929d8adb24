import { type Account, accountFromConfig } from "../../../components/entry.ts";
import { type Evaluation, evaluate, resourceAt, type Setting } from "../support/evaluate.ts";
import { changedBase, EXAMPLE_BASE, type Json } from "../support/example.ts";
import { ACCOUNT_ID } from "../support/vendors.ts";

/** Topic of the example's alerts. */
export const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT_ID}:agent-ops-alerts`;
export const TAGS = { app: "agent-ops" };

export interface AccountSetting {
  readonly secrets?: Json;
  /** False where the example's monitoring is left out, not changed. */
  readonly keepMonitoring?: boolean;
}

export function evaluateAccount(
  changes: Json = {},
  { secrets, keepMonitoring = true }: AccountSetting = {},
): Promise<Evaluation<Account>> {
  const base = keepMonitoring ? changedBase(changes) : { ...EXAMPLE_BASE, ...changes };
  const setting: Setting = { stack: "account", config: { base, ...(secrets && { secrets }) } };
  return evaluate(setting, accountFromConfig);
}

export function secretOf(evaluation: Evaluation<Account>, generation: number): { readonly secret: string } {
  const { inputs } = resourceAt(evaluation, `aws:ssm/parameter:Parameter::webhook-secret-${generation}`);
  return inputs["value"] as { readonly secret: string };
}

export async function refusal(changes: Json, secrets: Json): Promise<string> {
  try {
    await evaluateAccount(changes, { secrets });
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error("the program did not stop");
}
