/** Variables: the value is written, or it is an output that exists. */
import { nearest } from "../../text/words.ts";
import { outputPaths } from "../outputs.ts";
import type { Violation } from "../violation.ts";
import { givenKeys, type Rule } from "./rule.ts";

export const variableHasOneSource: Rule = (context) =>
  Object.keys(context.written.variables).flatMap((name): readonly Violation[] => {
    const keys = givenKeys(context, "variables", name);
    const sources = ["value", "from"].filter((key) => keys.includes(key));
    if (sources.length === 1) return [];
    const next = sources.length === 0 ? "Add value or from." : "Remove one of them.";
    return [{ path: ["variables", name], allowed: "either value or from", next, showGiven: false }];
  });

export const outputExists: Rule = (context) => {
  const known = outputPaths({
    tables: (layer) => givenKeys(context, "warehouse", layer, "tables"),
    buckets: (layer) => givenKeys(context, "warehouse", layer, "buckets"),
    layers: givenKeys(context, "warehouse"),
    projects: givenKeys(context, "vercel", "projects"),
    extra: context.extraOutputs ?? [],
  });
  return Object.entries(context.written.variables).flatMap(([name, { from }]): readonly Violation[] => {
    if (from === undefined || known.includes(from)) return [];
    if (context.extraOutputs === null && isExtraOutput(from)) return [];
    const near = nearest(from, known);
    return [
      {
        path: ["variables", name, "from"],
        allowed: `an output of the stage: ${known.join(", ")}`,
        next: near === null ? null : `Did you mean ${near}?`,
      },
    ];
  });
};

/**
 * Pulumi reads an unquoted date in YAML as a time stamp. From Pulumi.yaml it hands over `2026-12-31T00:00:00Z`, from a
 * stage's file `2026-12-31 00:00:00 +0000 UTC`, which it also writes back into the file. Midnight can be written in
 * another form where it is meant.
 */
const UNQUOTED_DATE = /^(\d{4}-\d{2}-\d{2})(T00:00:00(\.000)?Z| 00:00:00 \+0000 UTC)$/;

export const valueIsNoUnquotedDate: Rule = ({ written }) =>
  Object.entries(written.variables).flatMap(([name, { value = "" }]): readonly Violation[] => {
    const day = UNQUOTED_DATE.exec(value)?.[1];
    if (day === undefined) return [];
    return [
      {
        path: ["variables", name, "value"],
        allowed: "a quoted text: YAML makes a time stamp of a date without quotes",
        next: `Quote the date, "${day}", or write midnight as "${day}T00:00:00+00:00".`,
      },
    ];
  });

/** `extra.<name>.<key>`: which of them exist is known to the program alone. */
function isExtraOutput(path: string): boolean {
  return /^extra\.[^.]+\.[^.]+$/.test(path);
}
