/** Allowances: each says what it covers, why, and who answers for it. */
import { FILL_IN } from "../placeholder.ts";
import type { Violation } from "../violation.ts";
import type { Rule } from "./rule.ts";

export const allowanceCoversSomething: Rule = ({ written }) =>
  written.parity.allow.flatMap(({ code, address, path }, index) =>
    [code, address, path].some((pattern) => pattern !== undefined)
      ? []
      : [
          {
            path: ["parity", "allow", index],
            allowed: "at least one of code, address and path",
            next: "Say what the allowance covers.",
          },
        ],
  );

export const allowanceHasReasonAndOwner: Rule = ({ written }) =>
  written.parity.allow.flatMap((allowance, index) =>
    (["reason", "owner"] as const)
      .filter((key) => isUnfilled(allowance[key]))
      .map((key) => ({ path: ["parity", "allow", index, key], allowed: ALLOWED[key], next: `Write the ${key}.` })),
  );

export const allowanceExpiresOnDate: Rule = ({ written }) =>
  written.parity.allow.flatMap(({ expires }, index) =>
    expires === undefined || isDate(expires) ? [] : [noDate(index, expires)],
  );

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
function noDate(index: number, expires: string): Violation {
  const day = /^(\d{4}-\d{2}-\d{2})[T ]/.exec(expires)?.[1];
  return {
    path: ["parity", "allow", index, "expires"],
    allowed: 'a quoted date that exists, "YYYY-MM-DD"',
    next: day === undefined ? null : `Quote the date, or YAML makes a time stamp of it: "${day}".`,
  };
}
