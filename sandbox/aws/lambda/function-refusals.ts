import type { Vendor } from "../../model.ts";
import { type Fields, number, object, text } from "../../values.ts";
import { roleKind } from "../iam/kinds.ts";
import { statementsOf } from "../policy/statements.ts";
import { lambdaError } from "./errors.ts";
import { variablesOf } from "./function-properties.ts";
import { functionKind } from "./kinds.ts";
import { isRetired } from "./runtimes.ts";

/** What a new account may run at once, and what has to be left for functions without a reservation: the same number. */
const accountConcurrency = 10;
const unreservedMinimum = 10;

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const environmentBytes = 4_096;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reservedVariables = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
];

/** What the API has against a function's configuration. No message names a variable's value. */
export function refuseConfiguration(vendor: Vendor, doing: string, operation: string, planned: Fields): void {
  const problem = roleProblem(vendor, planned) ?? runtimeProblem(planned) ?? environmentProblem(planned);
  if (problem !== null) throw lambdaError(doing, operation, "InvalidParameterValueException", problem);
}

/** The provider tries for five minutes, since a new role takes a while to arrive. */
function roleProblem(vendor: Vendor, planned: Fields): string | null {
  const arn = text(planned, "role");
  const role = vendor.store.get(roleKind, arn.slice(arn.lastIndexOf("/") + 1));
  const isTrusted = role !== null && text(role, "arn") === arn && trustsLambda(text(role, "assumeRolePolicy"));
  return isTrusted ? null : "The role defined for the function cannot be assumed by Lambda.";
}

function trustsLambda(trust: string): boolean {
  return statementsOf(trust).some(({ Effect, Principal }) => {
    const services =
      typeof Principal === "object" && Principal !== null && "Service" in Principal ? Principal.Service : [];
    return Effect === "Allow" && [services].flat().includes("lambda.amazonaws.com");
  });
}

function runtimeProblem(planned: Fields): string | null {
  const runtime = text(planned, "runtime");
  return isRetired(runtime)
    ? `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`
    : null;
}

function environmentProblem(planned: Fields): string | null {
  const variables = variablesOf(planned);
  const cannot =
    "Lambda was unable to configure your environment variables because the environment variables you have provided";
  const reserved = variables.map(([name]) => name).filter((name) => reservedVariables.includes(name));
  if (reserved.length > 0)
    return `${cannot} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`;
  const bytes = Buffer.byteLength(JSON.stringify(Object.fromEntries(variables)));
  return bytes > environmentBytes ? `${cannot} exceeded the 4KB limit.` : null;
}

/** A reservation must leave enough for the other functions, which in a new account is all there is. */
export function refuseReservation(vendor: Vendor, name: string, planned: Fields): void {
  const reserved = number(planned, "reservedConcurrentExecutions");
  const others = vendor.store.list(functionKind).filter(([other]) => other !== name);
  const elsewhere = others.map(([, fields]) => Math.max(0, number(fields, "reservedConcurrentExecutions")));
  const left = accountConcurrency - elsewhere.reduce((sum, each) => sum + each, 0) - reserved;
  if (left >= unreservedMinimum) return;
  throw lambdaError(
    `setting Lambda Function (${name}) concurrency`,
    "PutFunctionConcurrency",
    "InvalidParameterValueException",
    `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedMinimum}].`,
  );
}

export function refuseCode(doing: string, operation: string, stored: Fields): void {
  if (Object.keys(object(stored, "codeFiles") ?? {}).length > 0) return;
  throw lambdaError(doing, operation, "InvalidParameterValueException", "Uploaded file must be a non-empty zip");
}
