import { type ResourceModel, type Vendor, VendorError } from "../../model.ts";
import { type Fields, list, number, object, sameValue, text } from "../../values.ts";
import { regionalArn, regionOf } from "../common/account.ts";
import { apiError } from "../common/errors.ts";
import { withRegion } from "../common/region.ts";
import { allTags, deriveTagsAll, readTags } from "../common/tags.ts";
import { alarmRefusal } from "../runtime/alarm-data.ts";
import { alarmChecks, alarmPlanChecks, alarmProblem, queriesOf } from "./alarm-checks.ts";
import { alarmProperties } from "./alarm-properties.ts";
import { alarmKind } from "./kinds.ts";

/** terraform-provider-aws, internal/service/cloudwatch/metric_alarm.go: making an alarm puts it over one of its name. */
export const metricAlarm: ResourceModel = {
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  kind: alarmKind,
  bridge: "sdk",
  schemaVersion: 1,
  properties: alarmProperties,
  checks: alarmChecks,
  planChecks: alarmPlanChecks,
  prepareInputs: withRegion,
  derive: deriveTagsAll,
  create: (vendor, planned) => ({
    id: text(planned, "name"),
    state: putAlarm(vendor, planned, `creating CloudWatch Metric Alarm (${text(planned, "name")})`),
  }),
  read: (vendor, name, state) => {
    const stored = vendor.store.get(alarmKind, name);
    return stored === null ? null : readAlarm(vendor, stored, state);
  },
  update: (vendor, name, planned) => {
    const before = vendor.store.get(alarmKind, name);
    const state = putAlarm(vendor, planned, `updating CloudWatch Metric Alarm (${name})`);
    const after = vendor.store.get(alarmKind, name);
    // The provider changes tags by a call of their own, which is no put.
    if (before !== null && after !== null && sameValue(settingsOf(vendor, before), settingsOf(vendor, after))) {
      vendor.store.put(alarmKind, name, { ...after, configuredAt: before["configuredAt"] ?? null });
    }
    return state;
  },
  delete: (vendor, name) => {
    if (vendor.store.get(alarmKind, name) !== null) vendor.store.remove(alarmKind, name);
  },
};

function putAlarm(vendor: Vendor, planned: Fields, doing: string): Fields {
  const name = text(planned, "name");
  const regionName = regionOf(vendor, planned);
  const message = alarmProblem(planned, regionName);
  if (message !== null)
    throw apiError(doing, {
      service: "CloudWatch",
      operation: "PutMetricAlarm",
      status: 400,
      code: "ValidationError",
      message,
      undeclared: true,
    });
  const refusal = alarmRefusal(vendor, planned);
  if (refusal !== null) throw new VendorError(`${doing}: ${refusal}`);
  const now = vendor.now().toISOString();
  const { tagsAll: _tagsAll, id: _id, ...fields } = planned;
  const stored: Fields = {
    ...fields,
    region: regionName,
    arn: regionalArn(vendor, "cloudwatch", regionName, `alarm:${name}`),
    tags: allTags(planned, vendor),
    createdAt: vendor.store.get(alarmKind, name)?.["createdAt"] ?? now,
    configuredAt: now,
  };
  vendor.store.put(alarmKind, name, stored);
  return readAlarm(vendor, stored, planned);
}

function settingsOf(vendor: Vendor, stored: Fields): Fields {
  const { tags: _tags, tagsAll: _tagsAll, configuredAt: _configuredAt, ...settings } = readAlarm(vendor, stored, null);
  return settings;
}

const counts = ["datapointsToAlarm", "period", "threshold"];
const lists = ["alarmActions", "insufficientDataActions", "okActions"];
const names = [
  "alarmDescription",
  "extendedStatistic",
  "metricName",
  "namespace",
  "statistic",
  "thresholdMetricId",
  "unit",
];

/** What an alarm does not have reads as its type's zero value. */
function readAlarm(vendor: Vendor, stored: Fields, state: Fields | null): Fields {
  const dimensions = object(stored, "dimensions") ?? {};
  return {
    ...stored,
    ...readTags(stored, state, vendor),
    ...Object.fromEntries(counts.map((name) => [name, number(stored, name)])),
    ...Object.fromEntries(lists.map((name) => [name, list(stored, name)])),
    ...Object.fromEntries(names.map((name) => [name, text(stored, name)])),
    dimensions: Object.keys(dimensions).length === 0 ? null : dimensions,
    evaluateLowSampleCountPercentiles: text(stored, "evaluateLowSampleCountPercentiles"),
    metricQueries: queriesOf(stored),
  };
}
