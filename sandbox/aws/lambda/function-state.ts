import type { Vendor } from "../../model.ts";
import { type Fields, flag, list, number, object, text } from "../../values.ts";
import { partitionOf } from "../common/account.ts";
import { readTags } from "../common/tags.ts";
import { variablesOf } from "./function-properties.ts";

const latest = "$LATEST";
const smallestStorageMb = 512;

/** A function as the provider reads it back (resourceFunctionRead); the archive and its hash only the state knows. */
export function readFunction(vendor: Vendor, name: string, stored: Fields, state: Fields | null): Fields {
  const regionName = text(stored, "region");
  const arn = text(stored, "arn");
  const architectures = list(stored, "architectures");
  const variables = variablesOf(stored);
  return {
    ...stored,
    ...readTags(stored, state, vendor),
    architectures: architectures.length === 0 ? ["x86_64"] : architectures,
    code: state?.["code"] ?? null,
    environment: variables.length === 0 ? null : { variables: Object.fromEntries(variables) },
    ephemeralStorage: { size: number(object(stored, "ephemeralStorage") ?? {}, "size") || smallestStorageMb },
    invokeArn: invokeArn(regionName, arn),
    loggingConfig: readLogging(name, object(stored, "loggingConfig") ?? {}),
    qualifiedArn: `${arn}:${latest}`,
    qualifiedInvokeArn: invokeArn(regionName, `${arn}:${latest}`),
    responseStreamingInvokeArn: integrationArn(regionName, "2021-11-15", arn, "response-streaming-invocations"),
    signingJobArn: "",
    signingProfileVersionArn: "",
    skipDestroy: flag(state ?? {}, "skipDestroy"),
    sourceCodeHash: state?.["sourceCodeHash"] ?? null,
    tracingConfig: { mode: text(object(stored, "tracingConfig") ?? {}, "mode") || "PassThrough" },
    version: latest,
  };
}

function invokeArn(regionName: string, arn: string): string {
  return integrationArn(regionName, "2015-03-31", arn, "invocations");
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html */
function integrationArn(regionName: string, version: string, arn: string, what: string): string {
  return `arn:${partitionOf(regionName)}:apigateway:${regionName}:lambda:path/${version}/functions/${arn}/${what}`;
}

/** Levels exist for lines in JSON only (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html). */
function readLogging(name: string, stored: Fields): Fields {
  const isJson = text(stored, "logFormat") === "JSON";
  const level = (property: string): string => (isJson ? text(stored, property) || "INFO" : "");
  return {
    applicationLogLevel: level("applicationLogLevel"),
    logFormat: text(stored, "logFormat") || "Text",
    logGroup: text(stored, "logGroup") || `/aws/lambda/${name}`,
    systemLogLevel: level("systemLogLevel"),
  };
}
