/** Allowances that are no longer needed, or no longer valid. */
import type { FindingDraft, MessageDetail } from "../draft.ts";
import type { Explanation, Messages } from "./words.ts";

export const ALLOWANCE_MESSAGES: Messages = {
  "allowance/unused": explainUnused,
  "allowance/expired": explainExpired,
};

function explainUnused(_draft: FindingDraft, { allowance }: MessageDetail): Explanation {
  return { message: `the allowance ${allowance?.origin} matches nothing any more`, remedy: "Remove it." };
}

function explainExpired(_draft: FindingDraft, { allowance }: MessageDetail): Explanation {
  return {
    message: `the allowance ${allowance?.origin} expired after ${allowance?.expires}`,
    remedy: "Make the stages alike, or renew the date with a reason that still holds.",
  };
}
