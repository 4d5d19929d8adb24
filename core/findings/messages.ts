/** One sentence for every finding, and what to do about it. Never a secret; values only where the finding shows them. */
import type { FindingDraft } from "./draft.ts";
import { ALLOWANCE_MESSAGES } from "./messages/allowances.ts";
import { DRIFT_MESSAGES } from "./messages/drift.ts";
import { DRILL_MESSAGES } from "./messages/drill.ts";
import { PARITY_MESSAGES } from "./messages/parity.ts";
import { explainVendor } from "./messages/vendors.ts";
import type { Explanation, Messages } from "./messages/words.ts";

const MESSAGES: Messages = { ...PARITY_MESSAGES, ...ALLOWANCE_MESSAGES, ...DRIFT_MESSAGES, ...DRILL_MESSAGES };

export function explain(draft: FindingDraft): Explanation {
  if (draft.detail?.vendor) return explainVendor(draft.detail.vendor);
  const explainCode = MESSAGES[draft.code];
  return explainCode ? explainCode(draft, draft.detail ?? {}) : { message: draft.code, remedy: "" };
}
