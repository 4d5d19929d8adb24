/** Allowances: each says what it covers, why, and who answers for it. */

import type { ConfigPath } from "../path.ts";
import { FILL_IN } from "../placeholder.ts";
import type { WrittenConfig } from "../schema/index.ts";
import type { Violation } from "../violation.ts";
import type { Rule } from "./rule.ts";

/** What both checks allow in one form. */
const SECTIONS = ["parity", "drift"] as const;

export const allowanceCoversSomething: Rule = ({ written }) =>
  allowances(written).flatMap(({ path: place, allowance: { code, address, path } }) =>
    [code, address, path].some((pattern) => pattern !== undefined)
      ? []
      : [
          {
            path: place,
            allowed: "at least one of code, address and path",
            next: "Say what the allowance covers.",
          },
        ],
  );

export const allowanceHasReasonAndOwner: Rule = ({ written }) =>
  allowances(written).flatMap(({ path, allowance }) =>
    (["reason", "owner"] as const)
      .filter((key) => isUnfilled(allowance[key]))
      .map((key) => ({ path: [...path, key], allowed: ALLOWED[key], next: `Write the ${key}.` })),
  );

export const allowanceExpiresOnDate: Rule = ({ written }) =>
  allowances(written).flatMap(({ path, allowance: { expires } }) =>
    expires === undefined || isDate(expires) ? [] : [noDate([...path, "expires"], expires)],
  );

function allowances(written: WrittenConfig) {
  return SECTIONS.flatMap((section) =>
    written[section].allow.map((allowance, index) => ({ path: [section, "allow", index] as ConfigPath, allowance })),
  );
}

const ALLOWED = {
  reason: "a sentence: why the difference is wanted",
  owner: "a name: who answers for the difference",
};

/** Nothing but punctuation, what a proposal left open, or a note to do it later. */
function isUnfilled(text: string): boolean {
  return /^[\p{P}\p{S}\s]*$/u.test(text) || text.includes(FILL_IN) || /^\s*(todo|tbd|fixme)(\W|$)/i.test(text);
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Pulumi reads an unquoted date as a time stamp and hands it over as one. */
function noDate(path: ConfigPath, expires: string): Violation {
  const day = /^(\d{4}-\d{2}-\d{2})[T ]/.exec(expires)?.[1];
  return {
    path,
    allowed: 'a quoted date that exists, "YYYY-MM-DD"',
    next: day === undefined ? null : `Quote the date, or YAML makes a time stamp of it: "${day}".`,
  };
}
