import type { DrillVerdict } from "../../../core/drill/judge.ts";
import { ACCOUNT } from "../../../core/drill/plan.ts";
import type { DrillConfiguration, RealDrill } from "../../commands/drill.ts";
import type { Env } from "./real-aws.ts";
import { readDeliveries } from "./real-deliveries.ts";
import { tryTopic } from "./real-topic.ts";

type RealConfiguration = Pick<DrillConfiguration, "stages" | "account">;

/** What harms nobody: one message that says that it is a test, and questions. What cannot be asked makes the drill incomplete. */
export async function tryReal({ stages, account }: RealConfiguration, env: Env): Promise<RealDrill> {
  const parts = await Promise.all([
    attempt("the alerts topic", () => tryTopic(stages, account, env)),
    attempt("the webhook's deliveries", () => readDeliveries(account, env)),
  ]);
  return {
    verdicts: parts.flatMap(({ verdicts }) => verdicts),
    incomplete: parts.flatMap(({ reason }) => (reason === null ? [] : [{ stage: ACCOUNT, reason }])),
    notes: [
      "Only what harms nobody was tried. Without --real, the drill lets every kind of failure happen in the sandbox.",
      ...(account.monitoring.chat ? ["The chat was not tried: only the relay reads its URL."] : []),
    ],
  };
}

async function attempt(
  what: string,
  run: () => Promise<readonly DrillVerdict[]>,
): Promise<{ readonly verdicts: readonly DrillVerdict[]; readonly reason: string | null }> {
  try {
    return { verdicts: await run(), reason: null };
  } catch (error) {
    return { verdicts: [], reason: `${what} could not be asked about: ${reasonOf(error)}` };
  }
}

/** Vendors' clients throw errors with a name and a message; neither holds a credential. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const status = "status" in error && typeof error.status === "number" ? `${error.status} ` : "";
  return `${status}${error.message || error.name}`.split("\n", 1)[0] ?? "";
}
