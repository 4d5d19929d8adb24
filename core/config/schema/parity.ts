import * as v from "valibot";
import { described, filled, listOf, section, text } from "./field.ts";

const pattern = filled("a pattern: * any run of characters, ? one, all else literal");

const allowanceSchema = section({
  code: v.optional(described(pattern, "Code of the findings, for example parity/different-value or drift/changed.")),
  address: v.optional(described(pattern, "Address of the resource: <type token>::<logical name>.")),
  path: v.optional(described(pattern, "Property path; covers what lies below it.")),
  stages: v.optional(
    described(
      listOf(text("a stage's name"), "stages"),
      "Every stage that stands out, or has drifted, must be listed; any where left out.",
    ),
    [],
  ),
  reason: described(text("a sentence: why the difference is wanted"), "Why the difference is wanted."),
  owner: described(text("a name: who answers for the difference"), "Who answers for it."),
  expires: v.optional(
    described(text('a quoted date, "YYYY-MM-DD"'), 'Last day on which it holds, quoted: "2026-12-31".'),
  ),
});

export const paritySchema = section({
  allow: v.optional(described(listOf(allowanceSchema, "allowances"), "Wanted differences between the stages."), []),
});

export const driftSchema = section({
  allow: v.optional(
    described(listOf(allowanceSchema, "allowances"), "Wanted differences between what was deployed and what runs."),
    [],
  ),
});
