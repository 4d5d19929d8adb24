import { AutoName, type PlanRule, type PropertyModel } from "../../model.ts";
import { type Fields, isUnset, object, text, Unknown, type Value } from "../../values.ts";
import { region } from "../common/region.ts";
import { arn, atLeast, between, each, lengthBetween, oneOf } from "../common/rules.ts";
import { tagProperties } from "../common/tags.ts";
import { functionName, logGroupName } from "./rules.ts";
import { runtimes } from "./runtimes.ts";

const output: PropertyModel = { type: "string", outputOnly: true };
const otherText: PropertyModel = { type: "string", notModelled: true };
const otherObject: PropertyModel = { type: { map: "string" }, notModelled: true };

const applicationLevels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const systemLevels = ["DEBUG", "INFO", "WARN"];

/** A level that the program does not give stays what it is (suppressLoggingConfigUnspecifiedLogLevels). */
function logLevel(key: string, levels: readonly string[]): PropertyModel {
  const same = (before: Value, after: Value): boolean => before !== "" && (isUnset(after) || after === "");
  return { type: "string", default: "", rules: [oneOf(key, levels)], same };
}

/** terraform-provider-aws, internal/service/lambda/function.go. Modelled are functions from a zip file, without versions. */
export const functionProperties: Readonly<Record<string, PropertyModel>> = {
  ...tagProperties,
  region,
  architectures: {
    type: { list: "string", max: 1 },
    computed: true,
    rules: [each("architectures", (key) => oneOf(key, ["x86_64", "arm64"]))],
  },
  arn: output,
  capacityProviderConfig: otherObject,
  code: { type: "asset" },
  codeSha256: { type: "string", computed: true },
  codeSigningConfigArn: otherText,
  deadLetterConfig: otherObject,
  description: { type: "string" },
  durableConfig: otherObject,
  environment: { type: { object: { variables: { type: { map: "string" } } } }, same: bothWithoutVariables },
  ephemeralStorage: {
    type: { object: { size: { type: "integer", computed: true, rules: [between("size", 512, 10_240)] } } },
    computed: true,
  },
  fileSystemConfig: otherObject,
  handler: { type: "string", rules: [lengthBetween("handler", 1, 128)] },
  imageConfig: otherObject,
  imageUri: otherText,
  invokeArn: output,
  kmsKeyArn: { type: "string", rules: [arn("kms_key_arn")] },
  lastModified: output,
  layers: { type: { list: "string" }, notModelled: true },
  loggingConfig: {
    type: {
      object: {
        applicationLogLevel: logLevel("application_log_level", applicationLevels),
        logFormat: { type: "string", required: true, rules: [oneOf("log_format", ["JSON", "Text"])] },
        logGroup: { type: "string", computed: true, rules: logGroupName },
        systemLogLevel: logLevel("system_log_level", systemLevels),
      },
    },
    computed: true,
  },
  memorySize: { type: "integer", default: 128, rules: [between("memory_size", 128, 32_768)] },
  name: { type: "string", replace: true, default: new AutoName({ maxLength: 64 }), rules: functionName },
  packageType: { type: "string", default: "Zip", replace: true, rules: [oneOf("package_type", ["Zip", "Image"])] },
  publish: { type: "boolean", notModelled: true },
  publishTo: otherText,
  qualifiedArn: output,
  qualifiedInvokeArn: output,
  replaceSecurityGroupsOnDestroy: { type: "boolean", notModelled: true },
  replacementSecurityGroupIds: { type: { set: "string" }, notModelled: true },
  reservedConcurrentExecutions: {
    type: "integer",
    default: -1,
    rules: [atLeast("reserved_concurrent_executions", -1)],
  },
  responseStreamingInvokeArn: output,
  role: { type: "string", required: true, rules: [arn("role")] },
  runtime: { type: "string", rules: [oneOf("runtime", runtimes)] },
  s3Bucket: otherText,
  s3Key: otherText,
  s3ObjectVersion: otherText,
  signingJobArn: output,
  signingProfileVersionArn: output,
  skipDestroy: { type: "boolean", default: false },
  snapStart: otherObject,
  sourceCodeHash: { type: "string", computed: true },
  sourceCodeSize: { type: "integer", outputOnly: true },
  sourceKmsKeyArn: otherText,
  tenancyConfig: otherObject,
  timeout: { type: "integer", default: 3, rules: [between("timeout", 1, 900)] },
  tracingConfig: {
    type: { object: { mode: { type: "string", required: true, rules: [oneOf("mode", ["Active", "PassThrough"])] } } },
    computed: true,
  },
  useResourceTimeoutForPropagation: { type: "boolean", notModelled: true },
  version: output,
  vpcConfig: otherObject,
};

/** No variables are no environment. */
function bothWithoutVariables(left: Value, right: Value): boolean {
  return [left, right].every((value) => variablesOf({ environment: value }).length === 0);
}

export function variablesOf(fields: Fields): readonly (readonly [name: string, value: string])[] {
  const variables = object(object(fields, "environment") ?? {}, "variables") ?? {};
  return Object.entries(variables).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
}

/** checkHandlerRuntimeForZipFunction. */
export const handlerAndRuntime: PlanRule = (planned) => {
  const isMissing = (name: string): boolean => !(planned[name] instanceof Unknown) && text(planned, name) === "";
  return text(planned, "packageType") === "Zip" && (isMissing("handler") || isMissing("runtime"))
    ? "handler and runtime must be set when PackageType is Zip"
    : null;
};
