import type { LoadedStage } from "../../commands/parity-plan.ts";

export function loaded(stage: Extract<LoadedStage, { ok: true }>["stage"]): LoadedStage {
  return { ok: true, stage };
}

/** The reason is one line, whatever a program or an engine wrote. */
export function unread(stage: string, reason: string): LoadedStage {
  return { ok: false, incomplete: { stage, reason: reason.trim().replaceAll(/\s*[\r\n\t]\s*/g, " ") } };
}
