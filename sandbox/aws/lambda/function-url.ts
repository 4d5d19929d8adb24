import type { Created, ResourceModel, Vendor } from "../../model.ts";
import { type Fields, isUnset, number, object, text, texts, type Value } from "../../values.ts";
import { regionalArn, regionOf } from "../common/account.ts";
import { region, withRegion } from "../common/region.ts";
import { atMost, oneOf } from "../common/rules.ts";
import { functionNotFound, lambdaError } from "./errors.ts";
import { functionKind, functionNameOf, functionUrlKind, permissionKind } from "./kinds.ts";

const headers = ["allowHeaders", "allowMethods", "allowOrigins", "exposeHeaders"] as const;

/** terraform-provider-aws, internal/service/lambda/function_url.go. Addresses of versions are not modelled. */
export const functionUrl: ResourceModel = {
  type: "aws:lambda/functionUrl:FunctionUrl",
  kind: functionUrlKind,
  key: functionNameOf,
  bridge: "sdk",
  properties: {
    region,
    authorizationType: {
      type: "string",
      required: true,
      rules: [oneOf("authorization_type", ["AWS_IAM", "NONE"])],
    },
    cors: {
      type: {
        object: {
          allowCredentials: { type: "boolean" },
          allowHeaders: { type: { set: "string" } },
          allowMethods: { type: { set: "string" } },
          allowOrigins: { type: { set: "string" } },
          exposeHeaders: { type: { set: "string" } },
          maxAge: { type: "integer", rules: [atMost("max_age", 86_400)] },
        },
      },
    },
    functionArn: { type: "string", outputOnly: true },
    functionName: { type: "string", required: true, replace: true, same: sameFunction },
    functionUrl: { type: "string", outputOnly: true },
    invokeMode: {
      type: "string",
      default: "BUFFERED",
      rules: [oneOf("invoke_mode", ["BUFFERED", "RESPONSE_STREAM"])],
    },
    qualifier: { type: "string", notModelled: true },
    urlId: { type: "string", outputOnly: true },
  },
  prepareInputs: withRegion,
  create: createUrl,
  read: (vendor, id, state) => {
    const stored = vendor.store.get(functionUrlKind, functionNameOf(id));
    return stored === null ? null : readUrl(stored, state);
  },
  update: (vendor, id, planned) => {
    const name = functionNameOf(id);
    const before = vendor.store.get(functionUrlKind, name);
    const doing = `updating Lambda Function URL (${id})`;
    if (before === null)
      throw lambdaError(
        doing,
        "UpdateFunctionUrlConfig",
        "ResourceNotFoundException",
        "The resource you requested does not exist.",
      );
    // The provider sends no change to none.
    const cors = isUnset(planned["cors"]) ? before["cors"] : planned["cors"];
    return putUrl(vendor, name, { ...before, ...changeable(planned), cors }, planned);
  },
  delete: (vendor, id) => {
    const name = functionNameOf(id);
    if (vendor.store.get(functionUrlKind, name) !== null) vendor.store.remove(functionUrlKind, name);
  },
};

/** A name and the ARN of the same function are alike. */
function sameFunction(left: Value, right: Value): boolean {
  return functionNameOf(String(left)) === functionNameOf(String(right));
}

function createUrl(vendor: Vendor, planned: Fields): Created {
  const id = text(planned, "functionName");
  const name = functionNameOf(id);
  const doing = `creating Lambda Function URL (${id})`;
  const operation = "CreateFunctionUrlConfig";
  const regionName = regionOf(vendor, planned);
  if (vendor.store.get(functionKind, name) === null) throw functionNotFound(vendor, doing, operation, regionName, name);
  if (vendor.store.get(functionUrlKind, name) !== null) {
    const arn = regionalArn(vendor, "lambda", regionName, `function:${name}`);
    const message = `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`;
    throw lambdaError(doing, operation, "ResourceConflictException", message);
  }
  const urlId = vendor.newId(`aws/lambda/url ${name}`, "abcdefghijklmnopqrstuvwxyz234567", 32);
  const stored: Fields = {
    ...changeable(planned),
    functionArn: regionalArn(vendor, "lambda", regionName, `function:${name}`),
    functionName: name,
    functionUrl: `https://${urlId}.lambda-url.${regionName}.on.aws/`,
    region: regionName,
    urlId,
  };
  if (text(planned, "authorizationType") === "NONE") openToEverybody(vendor, name);
  return { id, state: putUrl(vendor, name, stored, planned) };
}

function changeable({ authorizationType, cors, invokeMode }: Fields): Fields {
  return { authorizationType, cors, invokeMode };
}

/**
 * The provider allows everybody what an address without authorization needs, both to call the address and to invoke the
 * function through it; statements of these names that are there already are left alone, and none is ever taken away.
 */
function openToEverybody(vendor: Vendor, name: string): void {
  const statements: readonly Fields[] = [
    { statementId: "FunctionURLAllowPublicAccess", action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" },
    { statementId: "FunctionURLAllowInvokeAction", action: "lambda:InvokeFunction", invokedViaFunctionUrl: true },
  ];
  for (const statement of statements) {
    const id = text(statement, "statementId");
    const key = `${name}/${id}`;
    if (vendor.store.get(permissionKind, key) !== null) continue;
    vendor.store.put(permissionKind, key, { id, function: name, principal: "*", ...statement });
  }
}

function putUrl(vendor: Vendor, name: string, stored: Fields, planned: Fields): Fields {
  vendor.store.put(functionUrlKind, name, stored);
  return readUrl(stored, planned);
}

function readUrl(stored: Fields, state: Fields | null): Fields {
  const cors = object(stored, "cors");
  const given = text(state ?? {}, "functionName");
  return {
    ...stored,
    functionName: given === "" ? text(stored, "functionName") : given,
    cors: cors === null ? null : readCors(cors),
  };
}

function readCors(cors: Fields): Fields {
  const lists = headers.map((name) => [name, texts(cors, name)] as const);
  return {
    ...Object.fromEntries(lists),
    allowCredentials: cors["allowCredentials"] === true,
    maxAge: number(cors, "maxAge"),
  };
}
