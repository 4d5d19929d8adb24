import * as v from "valibot";
import { described, flag, integer, listOf, mapOf, oneOf, section, text } from "./field.ts";

const hosts = described(
  v.pipe(
    listOf(text("github or vercel.<project>"), "hosts"),
    v.minLength(1, "at least one host: github or vercel.<project>"),
  ),
  "Where it is delivered: github, vercel.<project>.",
);

/** What the vendors ask of a name is checked by the rules, where the message can say which vendor asks. */
const bindingName = text("a name");

const variableSchema = section({
  value: v.optional(described(text("a text; quote what YAML would read as something else"), "The value itself.")),
  from: v.optional(
    described(
      text("the path of an output"),
      "An output of the stage instead, for example warehouse.production.tables.facts.name.",
    ),
  ),
  to: hosts,
});

const secretSchema = section({
  to: hosts,
  from: v.optional(
    described(oneOf(["config", "env"]), "config: stagekeeper:secrets.NAME; env: STAGEKEEPER_SECRET_<STAGE>_<NAME>."),
    "config",
  ),
  rotateDays: v.optional(
    described(v.nullable(integer(1, 3_650, "days")), "After how many days it should be replaced."),
    null,
  ),
  mustDiffer: v.optional(
    described(
      v.nullable(flag()),
      "true: the same value in two stages is an error; false: it is fine; left out: a warning.",
    ),
    null,
  ),
});

export const variablesSchema = mapOf(bindingName, variableSchema);
export const secretsSchema = mapOf(bindingName, secretSchema);
