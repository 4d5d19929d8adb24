import { exactlyOneOf } from "../../combinations.ts";
import { type Created, HalfCreated, type ResourceModel, type Vendor } from "../../model.ts";
import { type Fields, flag, number, sameValue, text, unknown } from "../../values.ts";
import { regionalArn, regionOf } from "../common/account.ts";
import { withRegion } from "../common/region.ts";
import { allTags, deriveTagsAll, readTags } from "../common/tags.ts";
import { parameterKind, parameterValue } from "./kinds.ts";
import { parameterProperties } from "./parameter-properties.ts";
import { parameterError, refuseParameter, tierOf } from "./parameter-rules.ts";

/** terraform-provider-aws, internal/service/ssm/parameter.go. */
export const parameter: ResourceModel = {
  type: "aws:ssm/parameter:Parameter",
  kind: parameterKind,
  bridge: "sdk",
  properties: parameterProperties,
  checks: exactlyOneOf("insecureValue", "value", "valueWo"),
  prepareInputs: withRegion,
  derive: (planned, prior, vendor) => deriveValues(deriveTagsAll(planned, prior, vendor), prior),
  create: createParameter,
  read: (vendor, name, state) => {
    const stored = vendor.store.get(parameterKind, name);
    return stored === null ? null : readParameter(vendor, stored, state);
  },
  update: (vendor, name, planned, prior) => {
    const before = vendor.store.get(parameterKind, name);
    const doing = `updating SSM Parameter (${name})`;
    if (before === null) throw parameterError(doing, "ParameterNotFound", "Parameter not found.");
    const changed = sent.some((property) => !sameValue(planned[property], prior[property]));
    if (changed) refuseParameter(doing, planned);
    const stored = changed ? versionOf(vendor, planned, before) : before;
    const kept = { ...stored, tags: allTags(planned, vendor) };
    vendor.store.put(parameterKind, name, kept);
    return readParameter(vendor, kept, planned);
  },
  delete: (vendor, name) => {
    if (vendor.store.get(parameterKind, name) !== null) vendor.store.remove(parameterKind, name);
  },
};

/** What PutParameter takes: a change of any makes a new version. */
const sent = ["allowedPattern", "dataType", "description", "insecureValue", "keyId", "tier", "type", "value"];

/** The provider's CustomizeDiff: what follows from another value or description. */
function deriveValues(planned: Fields, prior: Fields | null): Fields {
  if (prior === null) return planned;
  const changes = (name: string): boolean => !sameValue(planned[name], prior[name]);
  const version = changes("value") || changes("description") ? unknown : planned["version"];
  const value = changes("insecureValue") ? unknown : planned["value"];
  return { ...planned, version, value };
}

function createParameter(vendor: Vendor, planned: Fields): Created {
  const name = text(planned, "name");
  const doing = `creating SSM Parameter (${name})`;
  const existing = vendor.store.get(parameterKind, name);
  if (existing !== null && !flag(planned, "overwrite")) {
    const message =
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.";
    throw parameterError(doing, "ParameterAlreadyExists", message);
  }
  refuseParameter(doing, planned);
  const stored = versionOf(vendor, { ...planned, region: regionOf(vendor, planned) }, existing ?? {});
  vendor.store.put(parameterKind, name, stored);
  const created = { id: name, state: readParameter(vendor, stored, planned) };
  if (text(planned, "type") === "SecureString" && text(planned, "insecureValue") !== "")
    throw new HalfCreated("invalid configuration, cannot set type = SecureString and insecure_value", created);
  return created;
}

/** The next version of a parameter. */
function versionOf(vendor: Vendor, planned: Fields, before: Fields): Fields {
  const { tagsAll: _tagsAll, id: _id, overwrite: _overwrite, ...fields } = planned;
  const name = text(planned, "name");
  const regionName = regionOf(vendor, planned);
  const isSecure = text(planned, "type") === "SecureString";
  const insecure = text(planned, "insecureValue");
  return {
    ...fields,
    arn: regionalArn(vendor, "ssm", regionName, `parameter/${name.replace(/^\//, "")}`),
    dataType: text(planned, "dataType") || "text",
    insecureValue: insecure,
    keyId: isSecure ? text(planned, "keyId") || "alias/aws/ssm" : "",
    lastModifiedAt: vendor.now().toISOString(),
    tags: allTags(planned, vendor),
    tier: tierOf(planned),
    value: insecure === "" ? (planned["value"] ?? before["value"]) : "",
    version: number(before, "version") + 1,
  };
}

/** The value stands where the program gave it: in `value`, or in `insecureValue` where everybody may read it. */
function readParameter(vendor: Vendor, stored: Fields, state: Fields | null): Fields {
  const isInsecure = text(state ?? {}, "insecureValue") !== "" && text(stored, "type") !== "SecureString";
  const value = parameterValue(stored);
  return {
    ...stored,
    ...readTags(stored, state, vendor),
    hasValueWo: false,
    insecureValue: isInsecure ? value : "",
    overwrite: state?.["overwrite"] ?? null,
    value: isInsecure ? "" : value,
  };
}
