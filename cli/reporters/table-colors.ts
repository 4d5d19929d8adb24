import type { createColors } from "picocolors";
import type { Severity } from "../../core/findings/report.ts";

export type Palette = ReturnType<typeof createColors>;

export interface Look {
  readonly symbol: string;
  readonly color: "red" | "yellow" | "cyan" | "green";
}

/** None of these symbols is an emoji, so each takes one column in every terminal. */
export const SEVERITY_LOOK: Readonly<Record<Severity, Look>> = {
  error: { symbol: "✗", color: "red" },
  warning: { symbol: "▲", color: "yellow" },
  note: { symbol: "•", color: "cyan" },
};

export const CLEAN_LOOK: Look = { symbol: "✓", color: "green" };
export const INCOMPLETE_LOOK: Look = { symbol: "!", color: "red" };
