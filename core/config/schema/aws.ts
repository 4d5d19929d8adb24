import * as v from "valibot";
import { described, matching, section } from "./field.ts";

export const awsSchema = section({
  region: described(
    matching(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region, for example eu-central-1"),
    "Region of everything that has one.",
  ),
  accountId: v.optional(
    described(
      v.nullable(matching(/^\d{12}$/, "a quoted text of twelve digits, or null")),
      "Account that the stage belongs to: any other stops the run before the first create.",
    ),
    null,
  ),
  accountStack: v.optional(
    described(
      matching(/^([\w.-]+\/){0,2}[\w.-]+$/, "a Pulumi stack"),
      "Pulumi stack of what exists once per AWS account.",
    ),
    "account",
  ),
});
