import { AutoName, type Created, type PropertyModel, type ResourceModel, type Vendor } from "../../model.ts";
import { type Fields, flag, isUnset, text } from "../../values.ts";
import { regionOf } from "../common/account.ts";
import { prefixed } from "../common/names.ts";
import { region, withRegion } from "../common/region.ts";
import { accountNumber, arn, eitherOf, oneOf } from "../common/rules.ts";
import { functionNotFound, lambdaError } from "./errors.ts";
import { functionKind, functionNameOf, permissionKind } from "./kinds.ts";
import { eventSourceToken, functionName, permissionAction, statementId } from "./rules.ts";

const fixed = { type: "string", replace: true } as const satisfies PropertyModel;

/** terraform-provider-aws, internal/service/lambda/permission.go: nothing changes in place. Those of versions are not modelled. */
export const permission: ResourceModel = {
  type: "aws:lambda/permission:Permission",
  kind: permissionKind,
  // Two functions can have statements of one name.
  key: (id, state) => keyOf(id, state ?? {}),
  bridge: "sdk",
  properties: {
    region,
    action: { ...fixed, required: true, rules: permissionAction },
    eventSourceToken: { ...fixed, rules: eventSourceToken },
    function: { ...fixed, required: true, rules: functionName },
    functionUrlAuthType: { ...fixed, rules: [oneOf("function_url_auth_type", ["NONE", "AWS_IAM"])] },
    invokedViaFunctionUrl: { type: "boolean", replace: true },
    principal: { ...fixed, required: true },
    principalOrgId: fixed,
    qualifier: { ...fixed, notModelled: true },
    sourceAccount: { ...fixed, rules: [accountNumber("source_account")] },
    sourceArn: { ...fixed, rules: [arn("source_arn")] },
    statementId: {
      ...fixed,
      computed: true,
      default: new AutoName({ maxLength: 100, unless: "statementIdPrefix" }),
      rules: statementId("statement_id"),
    },
    statementIdPrefix: { ...fixed, computed: true, rules: statementId("statement_id_prefix") },
  },
  checks: eitherOf("statementId", "statementIdPrefix"),
  prepareInputs: withRegion,
  create: addPermission,
  read: (vendor, id, state) => {
    const stored = vendor.store.get(permissionKind, keyOf(id, state ?? {}));
    if (stored === null) return null;
    // An ARN that the program gave stays one.
    return { ...stored, function: text(state ?? {}, "function") || text(stored, "function") };
  },
  delete: (vendor, id, state) => {
    const key = keyOf(id, state);
    if (vendor.store.get(permissionKind, key) !== null) vendor.store.remove(permissionKind, key);
  },
};

/** The id is the statement's; an import, and a person, name the function before it. */
function keyOf(id: string, state: Fields): string {
  const name = text(state, "function");
  return name === "" || id.includes("/") ? id : `${functionNameOf(name)}/${id}`;
}

function addPermission(vendor: Vendor, planned: Fields): Created {
  const name = functionNameOf(text(planned, "function"));
  const id = text(planned, "statementId") || prefixed(vendor, text(planned, "statementIdPrefix"));
  const doing = `adding Lambda Permission (${text(planned, "function")}/${id})`;
  const key = `${name}/${id}`;
  if (vendor.store.get(functionKind, name) === null)
    throw functionNotFound(vendor, doing, "AddPermission", regionOf(vendor, planned), name);
  if (vendor.store.get(permissionKind, key) !== null) {
    const message = `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
    throw lambdaError(doing, "AddPermission", "ResourceConflictException", message);
  }
  const problem = conditionProblem(planned);
  if (problem !== null) throw lambdaError(doing, "AddPermission", "InvalidParameterValueException", problem);
  const stored: Fields = {
    ...planned,
    id,
    function: name,
    region: regionOf(vendor, planned),
    statementId: id,
    statementIdPrefix: text(planned, "statementIdPrefix"),
  };
  vendor.store.put(permissionKind, key, stored);
  return { id, state: { ...stored, function: text(planned, "function") } };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html: conditions on addresses go with one action each. */
function conditionProblem(planned: Fields): string | null {
  const action = text(planned, "action");
  if (!isUnset(planned["functionUrlAuthType"]) && action !== "lambda:InvokeFunctionUrl")
    return "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action";
  return flag(planned, "invokedViaFunctionUrl") && action !== "lambda:InvokeFunction"
    ? "InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action"
    : null;
}
