import type { LoadedStage } from "../../commands/parity-plan.ts";

export function loaded(stage: Extract<LoadedStage, { ok: true }>["stage"]): LoadedStage {
  return { ok: true, stage };
}

export function unread(stage: string, reason: string): LoadedStage {
  return { ok: false, incomplete: { stage, reason } };
}
