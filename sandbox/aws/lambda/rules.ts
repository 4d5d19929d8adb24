import type { PropertyRule } from "../../model.ts";
import { lengthBetween, matches } from "../common/rules.ts";

/** terraform-provider-aws, internal/service/lambda/validate.go. */

const namePattern =
  /^(arn:[\w-]+:lambda:)?([a-z]{2}-(?:[a-z]+-){1,2}\d{1}:)?(\d{12}:)?(function:)?([0-9A-Za-z_-]+)(:(\$LATEST|[0-9A-Za-z_-]+))?$/;
const fullArn =
  /^arn:[\w-]+:lambda:[a-z]{2}-(?:[a-z]+-){1,2}\d{1}:\d{12}:function:([0-9A-Za-z_-]+)(:(\$LATEST|[0-9A-Za-z_-]+))?$/;
const partialArn = /^\d{12}:function:([0-9A-Za-z_-]+)$/;
const longestName = 64;

export const functionName: readonly PropertyRule[] = [
  matches("function_name", namePattern, "must be valid function name or function ARN"),
  lengthBetween("function_name", 1, 140),
  (value) => {
    const text = String(value);
    const name = fullArn.exec(text)?.[1] ?? partialArn.exec(text)?.[1] ?? text;
    return name.length > longestName
      ? `expected length of the Lambda function name to be less than or equal to ${longestName}, got ${name} (${name.length} characters)`
      : null;
  },
];

export const permissionAction: readonly PropertyRule[] = [
  matches("action", /^(lambda:[*]|lambda:[A-Za-z]+|[*])$/, "must be a valid action (usually starts with lambda:)"),
];

export const eventSourceToken: readonly PropertyRule[] = [
  matches("event_source_token", /^[0-9A-Za-z_.-]+$/, "must contain alphanumeric, periods, underscores or dashes only"),
  lengthBetween("event_source_token", 1, 256),
];

export function statementId(key: string): readonly PropertyRule[] {
  return [
    matches(key, /^[0-9A-Za-z_-]+$/, "must contain alphanumeric, underscores or dashes only"),
    lengthBetween(key, 1, 100),
  ];
}

export const logGroupName: readonly PropertyRule[] = [
  matches(
    "log_group",
    /^[0-9A-Za-z_./#-]+$/,
    "must contain alphanumeric characters, underscores, hyphens, slashes, hash signs and dots only",
  ),
  lengthBetween("log_group", 1, 512),
];
