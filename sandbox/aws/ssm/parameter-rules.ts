import type { VendorError } from "../../model.ts";
import { type Fields, text } from "../../values.ts";
import { apiError } from "../common/errors.ts";
import { parameterValue } from "./kinds.ts";

type Code =
  | "InvalidAllowedPatternException"
  | "ParameterAlreadyExists"
  | "ParameterNotFound"
  | "ParameterPatternMismatchException"
  | "ValidationException";

const standardCharacters = 4_096;
const advancedCharacters = 8_192;

export function parameterError(doing: string, code: Code, message: string): VendorError {
  const undeclared = code === "ValidationException";
  return apiError(doing, { service: "SSM", operation: "PutParameter", status: 400, code, message, undeclared });
}

/** The tier that a parameter is stored in: AWS chooses by the value's length where it may. */
export function tierOf(planned: Fields): string {
  const tier = text(planned, "tier");
  if (tier !== "Intelligent-Tiering") return tier || "Standard";
  return parameterValue(planned).length > standardCharacters ? "Advanced" : "Standard";
}

/**
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html. No message names a value.
 */
export function refuseParameter(doing: string, planned: Fields): void {
  const problem = nameProblem(text(planned, "name")) ?? lengthProblem(planned);
  if (problem !== null) throw parameterError(doing, "ValidationException", problem);
  const pattern = text(planned, "allowedPattern");
  if (pattern !== "" && !compiled(doing, pattern).test(parameterValue(planned))) {
    const message = `Parameter value, cannot be validated against allowedPattern: ${pattern}`;
    throw parameterError(doing, "ParameterPatternMismatchException", message);
  }
}

function compiled(doing: string, pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw parameterError(doing, "InvalidAllowedPatternException", `The pattern ${pattern} is not valid.`);
  }
}

function nameProblem(name: string): string | null {
  const reserved = ["aws", "ssm"].find((prefix) => name.replace(/^\//, "").toLowerCase().startsWith(prefix));
  if (reserved !== undefined || !/^[\w.\-/]+$/.test(name))
    return `Parameter name: can't be prefixed with "${reserved ?? "ssm"}" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_`;
  return name.includes("/") && !name.startsWith("/") ? "Parameter name must be a fully qualified name." : null;
}

function lengthProblem(planned: Fields): string | null {
  const { length } = parameterValue(planned);
  if (length === 0)
    return "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1";
  if (tierOf(planned) === "Standard" && length > standardCharacters)
    return `Standard tier parameters support a maximum parameter value of ${standardCharacters} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`;
  return length > advancedCharacters
    ? `Advanced tier parameters support a maximum parameter value of ${advancedCharacters} characters.`
    : null;
}
