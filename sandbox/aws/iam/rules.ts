import type { PropertyRule } from "../../model.ts";
import { lengthBetween, matches } from "../common/rules.ts";

const namePattern = /^[\w+=,.@-]*$/;

/** terraform-provider-aws, internal/service/iam, validResourceName. */
export function iamName(key: string, maxLength: number): readonly PropertyRule[] {
  return [lengthBetween(key, 1, maxLength), matches(key, namePattern, "must match [\\w+=,.@-]")];
}

/** Length that is left for a prefix before 26 generated digits. */
export function iamNamePrefix(key: string, maxLength: number): readonly PropertyRule[] {
  return iamName(key, maxLength - 26);
}
