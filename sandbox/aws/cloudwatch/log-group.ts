import { AutoName, type Created, type PropertyRule, type ResourceModel, type Vendor } from "../../model.ts";
import { type Fields, flag, number, text } from "../../values.ts";
import { regionalArn, regionOf } from "../common/account.ts";
import { apiError } from "../common/errors.ts";
import { prefixed } from "../common/names.ts";
import { region, withRegion } from "../common/region.ts";
import { eitherOf, oneOf, oneOfNumbers } from "../common/rules.ts";
import { allTags, deriveTagsAll, readTags, tagProperties } from "../common/tags.ts";
import { logGroupKind } from "./kinds.ts";

const service = "CloudWatch Logs";
/** 0: for ever. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
const longestName = 512;
/** The longest name without the digits that a prefix gets. */
const longestPrefix = 483;

/** terraform-provider-aws, internal/service/logs/group.go. */
export const logGroup: ResourceModel = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  kind: logGroupKind,
  bridge: "sdk",
  properties: {
    ...tagProperties,
    region,
    arn: { type: "string", outputOnly: true },
    deletionProtectionEnabled: { type: "boolean", computed: true },
    kmsKeyId: { type: "string" },
    logGroupClass: {
      type: "string",
      computed: true,
      replace: true,
      rules: [oneOf("log_group_class", ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"])],
    },
    name: {
      type: "string",
      computed: true,
      replace: true,
      default: new AutoName({ unless: "namePrefix" }),
      rules: logGroupName("name", longestName),
    },
    namePrefix: {
      type: "string",
      computed: true,
      replace: true,
      rules: logGroupName("name_prefix", longestPrefix),
    },
    retentionInDays: { type: "integer", default: 0, rules: [oneOfNumbers("retention_in_days", retentionDays)] },
    skipDestroy: { type: "boolean", default: false },
  },
  checks: eitherOf("name", "namePrefix"),
  prepareInputs: withRegion,
  derive: (planned, prior, vendor) => keepDeliveryRetention(deriveTagsAll(planned, prior, vendor), prior),
  create: createGroup,
  read: (vendor, name, state) => {
    const stored = vendor.store.get(logGroupKind, name);
    return stored === null ? null : readGroup(vendor, stored, state);
  },
  update: (vendor, name, planned) => {
    if (vendor.store.get(logGroupKind, name) === null) throw groupNotFound(name);
    return putGroup(vendor, name, planned);
  },
  delete: deleteGroup,
};

/** internal/service/logs/validate.go, validLogGroupName. */
function logGroupName(key: string, max: number): readonly PropertyRule[] {
  const characters = "alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed";
  return [
    (value) =>
      String(value).length > max ? `"${key}" cannot be longer than ${max} characters: ${JSON.stringify(value)}` : null,
    (value) =>
      /^[0-9A-Za-z_./#-]+$/.test(String(value))
        ? null
        : `"${key}" isn't a valid log group name (${characters}): ${JSON.stringify(value)}`,
  ];
}

/** The retention of the class for delivery is AWS's own affair. */
function keepDeliveryRetention(planned: Fields, prior: Fields | null): Fields {
  const isDelivery = prior !== null && text(planned, "logGroupClass") === "DELIVERY";
  return isDelivery ? { ...planned, retentionInDays: prior["retentionInDays"] } : planned;
}

function createGroup(vendor: Vendor, planned: Fields): Created {
  const name = text(planned, "name") || prefixed(vendor, text(planned, "namePrefix"));
  if (vendor.store.get(logGroupKind, name) !== null)
    throw apiError(`creating CloudWatch Logs Log Group (${name})`, {
      service,
      operation: "CreateLogGroup",
      status: 400,
      code: "ResourceAlreadyExistsException",
      message: "The specified log group already exists",
    });
  return { id: name, state: putGroup(vendor, name, { ...planned, namePrefix: text(planned, "namePrefix") }) };
}

/** What Lambda does when a function writes its first line: the group is made, for ever, unless it is there already. */
export function ensureLogGroup(vendor: Vendor, name: string, regionName: string): void {
  if (vendor.store.get(logGroupKind, name) === null) putGroup(vendor, name, { region: regionName });
}

function putGroup(vendor: Vendor, name: string, planned: Fields): Fields {
  const { tagsAll: _tagsAll, id: _id, skipDestroy: _skipDestroy, ...fields } = planned;
  const regionName = regionOf(vendor, planned);
  const stored: Fields = {
    ...fields,
    name,
    region: regionName,
    arn: regionalArn(vendor, "logs", regionName, `log-group:${name}`),
    deletionProtectionEnabled: flag(planned, "deletionProtectionEnabled"),
    logGroupClass: text(planned, "logGroupClass") || "STANDARD",
    retentionInDays: number(planned, "retentionInDays"),
    tags: allTags(planned, vendor),
  };
  vendor.store.put(logGroupKind, name, stored);
  return readGroup(vendor, stored, planned);
}

function readGroup(vendor: Vendor, stored: Fields, state: Fields | null): Fields {
  return { ...stored, ...readTags(stored, state, vendor), skipDestroy: flag(state ?? {}, "skipDestroy") };
}

function groupNotFound(name: string) {
  return apiError(`setting CloudWatch Logs Log Group (${name}) retention policy`, {
    service,
    operation: "PutRetentionPolicy",
    status: 400,
    code: "ResourceNotFoundException",
    message: "The specified log group does not exist.",
  });
}

function deleteGroup(vendor: Vendor, name: string, state: Fields): void {
  const stored = vendor.store.get(logGroupKind, name);
  if (stored === null || flag(state, "skipDestroy")) return;
  if (flag(stored, "deletionProtectionEnabled"))
    throw apiError(`deleting CloudWatch Logs Log Group (${name})`, {
      service,
      operation: "DeleteLogGroup",
      status: 400,
      code: "ValidationException",
      message: "Cannot delete the log group because deletion protection is enabled.",
    });
  vendor.store.remove(logGroupKind, name);
}
