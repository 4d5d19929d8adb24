import { exactlyOneAttribute } from "../../combinations.ts";
import { type Created, HalfCreated, type ResourceModel, type Vendor, VendorError } from "../../model.ts";
import { hasContents } from "../../provider/archive.ts";
import { Asset, type Fields, flag, isUnset, sameValue, text, unknown } from "../../values.ts";
import { regionalArn, regionOf } from "../common/account.ts";
import { withRegion } from "../common/region.ts";
import { allTags, deriveTagsAll } from "../common/tags.ts";
import { storedCode } from "./code.ts";
import { functionNotFound, lambdaError } from "./errors.ts";
import { functionProperties, handlerAndRuntime } from "./function-properties.ts";
import { refuseCode, refuseConfiguration, refuseReservation } from "./function-refusals.ts";
import { readFunction } from "./function-state.ts";
import { functionKind, functionUrlKind, ofFunction, permissionKind } from "./kinds.ts";

/** terraform-provider-aws, internal/service/lambda/function.go. */
export const lambdaFunction: ResourceModel = {
  type: "aws:lambda/function:Function",
  kind: functionKind,
  bridge: "sdk",
  properties: functionProperties,
  checks: exactlyOneAttribute({ code: "filename", imageUri: "image_uri", s3Bucket: "s3_bucket" }),
  planChecks: [handlerAndRuntime],
  prepareInputs: withRegion,
  derive: (planned, prior, vendor, inputs) => deriveCode(deriveTagsAll(planned, prior, vendor), prior, inputs),
  create: createFunction,
  read: (vendor, name, state) => {
    const stored = vendor.store.get(functionKind, name);
    return stored === null ? null : readFunction(vendor, name, stored, state);
  },
  update: updateFunction,
  delete: (vendor, name, state) => {
    if (!flag(state, "skipDestroy")) deleteFunction(vendor, name);
  },
  deleteByHand: deleteFunction,
};

/** Pulumi hands the archive's hash to Terraform, where a new one is new code (the bridge's AssetTranslation and its HashField). */
function deriveCode(planned: Fields, prior: Fields | null, inputs: Fields): Fields {
  const { code } = planned;
  const given = isUnset(inputs["sourceCodeHash"]) && code instanceof Asset ? code.hash : planned["sourceCodeHash"];
  const derived = { ...planned, sourceCodeHash: given };
  const changed = ["code", "sourceCodeHash", "codeSha256", "architectures"].some(
    (name) => prior !== null && !sameValue(derived[name as keyof typeof derived], prior[name]),
  );
  return changed ? { ...derived, lastModified: unknown } : derived;
}

function createFunction(vendor: Vendor, planned: Fields): Created {
  const name = text(planned, "name");
  const doing = `creating Lambda Function (${name})`;
  const code = storedCode(planned);
  refuseConfiguration(vendor, doing, "CreateFunction", planned);
  refuseCode(doing, "CreateFunction", code);
  if (vendor.store.get(functionKind, name) !== null)
    throw lambdaError(doing, "CreateFunction", "ResourceConflictException", `Function already exist: ${name}`);
  // Statements and addresses of a function that vanished do not come back with a new one of its name.
  forgetBelongings(vendor, name);
  const unreserved = putFunction(vendor, name, { ...planned, ...code, reservedConcurrentExecutions: -1 });
  try {
    refuseReservation(vendor, name, planned);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    throw new HalfCreated(error.message, {
      id: name,
      state: { ...readFunction(vendor, name, unreserved, planned), ...planned },
    });
  }
  const stored = putFunction(vendor, name, { ...planned, ...code });
  return { id: name, state: readFunction(vendor, name, stored, planned) };
}

function updateFunction(vendor: Vendor, name: string, planned: Fields, prior: Fields): Fields {
  const doing = `updating Lambda Function (${name}) configuration`;
  const operation = "UpdateFunctionConfiguration";
  const before = vendor.store.get(functionKind, name);
  if (before === null) throw functionNotFound(vendor, doing, operation, regionOf(vendor, planned), name);
  refuseConfiguration(vendor, doing, operation, planned);
  const archive = planned["code"];
  // With ignoreChanges it is the state's, which comes without its contents.
  const code = archive instanceof Asset && hasContents(archive) ? storedCode(planned) : codeOf(before);
  refuseCode(`updating Lambda Function (${name}) code`, "UpdateFunctionCode", code);
  if (!sameValue(planned["reservedConcurrentExecutions"], prior["reservedConcurrentExecutions"]))
    refuseReservation(vendor, name, planned);
  return readFunction(vendor, name, putFunction(vendor, name, { ...planned, ...code }), planned);
}

function codeOf({ codeFiles, codeSha256, sourceCodeSize }: Fields): Fields {
  return { codeFiles, codeSha256, sourceCodeSize };
}

/** An archive is kept as its files; its hash is the provider's business, not Lambda's. */
function putFunction(vendor: Vendor, name: string, planned: Fields): Fields {
  const { code: _code, sourceCodeHash: _hash, tagsAll: _tagsAll, id: _id, skipDestroy: _skip, ...fields } = planned;
  const regionName = regionOf(vendor, planned);
  const stored: Fields = {
    ...fields,
    arn: regionalArn(vendor, "lambda", regionName, `function:${name}`),
    region: regionName,
    // 2026-11-23T16:00:00.000+0000
    lastModified: vendor.now().toISOString().replace("Z", "+0000"),
    tags: allTags(planned, vendor),
  };
  vendor.store.put(functionKind, name, stored);
  return stored;
}

/** The policy and the address go with a function, its log group stays. */
function deleteFunction(vendor: Vendor, name: string): void {
  if (vendor.store.get(functionKind, name) === null) return;
  forgetBelongings(vendor, name);
  vendor.store.remove(functionKind, name);
}

function forgetBelongings(vendor: Vendor, name: string): void {
  const belongings = [functionUrlKind, permissionKind].flatMap((kind) =>
    ofFunction(vendor, kind, name).map(([key]) => ({ kind, key, fields: null })),
  );
  vendor.store.commit(belongings);
}
