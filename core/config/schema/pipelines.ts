import * as v from "valibot";
import { described, integer, listOf, mapOf, matching, oneOf, section, text, wordName } from "./field.ts";

/** GitHub starts a schedule at most every five minutes, CloudWatch looks back at most seven days. */
const SHORTEST_MINUTES = 5;
const LONGEST_MINUTES = 7 * 24 * 60;

const pipelineSchema = section({
  workflow: described(
    matching(/^[\w.-]+\.ya?ml$/, "a file in .github/workflows, for example etl.yml"),
    "Workflow file that runs the pipeline.",
  ),
  everyMinutes: described(integer(SHORTEST_MINUTES, LONGEST_MINUTES, "minutes"), "How often it is scheduled."),
  silentAfterMinutes: described(
    integer(2 * SHORTEST_MINUTES, LONGEST_MINUTES, "minutes"),
    "After how long without a success somebody is told. GitHub drops and delays scheduled runs: take it from experience.",
  ),
  stages: v.optional(
    described(listOf(text("a stage's name"), "stages"), "Stages that it runs in; all where left out."),
  ),
  heartbeat: v.optional(described(oneOf(["cloudwatch", "url"]), "How a success is reported."), "cloudwatch"),
});

export const pipelinesSchema = mapOf(wordName, pipelineSchema);
