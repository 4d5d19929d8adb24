/** Findings about allowances themselves. */
import type { StaleAllowance } from "./allowances.ts";
import type { FindingDraft } from "./draft.ts";

/** One finding for each place that stale allowances name: what the allowance says of address and path. */
export function staleAllowances(stale: readonly StaleAllowance[]): readonly FindingDraft[] {
  const drafts = new Map<string, FindingDraft>();
  for (const entry of stale) {
    const draft = toDraft(entry);
    const key = [draft.code, draft.address, draft.path].join("\0");
    if (!drafts.has(key)) drafts.set(key, draft);
  }
  return [...drafts.values()];
}

function toDraft({ allowance, code }: StaleAllowance): FindingDraft {
  const { address, path, expires, origin } = allowance;
  return {
    code,
    severity: code === "allowance/unused" ? "warning" : "error",
    address: address ?? "",
    path: path ?? "",
    stages: {},
    standsOut: [],
    detail: {
      allowance: {
        origin: origin ?? `for ${[allowance.code, address, path].filter(Boolean).join(" ")}`,
        expires: expires ?? null,
      },
    },
  };
}
