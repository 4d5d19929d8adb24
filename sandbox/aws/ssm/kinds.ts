import { type Fields, text } from "../../values.ts";

/** Key: the parameter's name. Fields: `name`, `type`, `version`, `arn`, ..., and `lastModifiedAt` (ISO 8601); its value is `parameterValue`. */
export const parameterKind = "aws/ssm-parameter";

/** In clear, whatever the type. */
export function parameterValue(stored: Fields): string {
  return text(stored, "insecureValue") || text(stored, "value");
}
