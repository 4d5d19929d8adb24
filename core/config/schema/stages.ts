import * as v from "valibot";
import { described, listOf, lowerName, matching, section } from "./field.ts";

/** `organization/project/stack`, `organization/stack` or `stack`, as the Pulumi command line takes it. */
const stackName = matching(/^([\w.-]+\/){0,2}[\w.-]+$/, "a Pulumi stack: name, or organisation/project/name");
const alias = matching(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "another word for the stage: letters, digits, . - and _");

const stageEntry = section({
  name: described(lowerName, "Name of the stage."),
  stack: v.optional(described(stackName, "Pulumi stack of the stage, where it is not named like the stage.")),
  aliases: v.optional(
    described(listOf(alias, "other words for the stage"), "Other words that mean this stage, for example live."),
    [],
  ),
});

export const stagesSchema = described(
  v.pipe(
    listOf(
      v.union([lowerName, stageEntry], "a stage's name, or a map with the keys name, stack and aliases"),
      "stages",
    ),
    v.minLength(1, "at least one stage"),
  ),
  "The stages in promotion order. The last one is the protected one.",
);
