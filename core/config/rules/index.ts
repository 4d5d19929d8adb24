import type { Rule } from "./rule.ts";

/** What must hold across fields, for the account stack and for every stage. */
export const RULES: readonly Rule[] = [];
