import type { PropertyModel, PropertyRule, Refusal } from "../../model.ts";
import { type Fields, isFields, isList, isUnset, list, Unknown, type Value } from "../../values.ts";

/** Rules of a lifecycle, in the words of Terraform's plugin framework, which this resource is written with. */
const storageClasses = ["DEEP_ARCHIVE", "GLACIER", "GLACIER_IR", "INTELLIGENT_TIERING", "ONEZONE_IA", "STANDARD_IA"];

export function oneOfEnum(...allowed: readonly string[]): PropertyRule {
  const choice = allowed.map((entry) => JSON.stringify(entry)).join(" ");
  return (value) => (allowed.includes(String(value)) ? null : `value must be one of: [${choice}], got: "${value}"`);
}

function atLeast(min: number): PropertyRule {
  return (value) => (Number(value) >= min ? null : `value must be at least ${min}, got: ${value}`);
}

const rfc3339: PropertyRule = (value) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(String(value)) &&
  !Number.isNaN(Date.parse(String(value)))
    ? null
    : `A string value was provided that is not valid RFC3339 string format. Given Value: ${value}`;

const idLength: PropertyRule = (value) => {
  const length = [...String(value)].length;
  return length >= 1 && length <= 255 ? null : `string length must be between 1 and 255, got: ${length}`;
};

/** The provider fills in what was not given: 0 days, no marker. */
const days: PropertyModel = { type: "integer", same: (left, right) => (left ?? 0) === (right ?? 0) };
const expiredObjectDeleteMarker: PropertyModel = {
  type: "boolean",
  same: (left, right) => (left ?? false) === (right ?? false),
};
const date: PropertyModel = { type: "string", rules: [rfc3339] };
const storageClass: PropertyModel = { type: "string", required: true, rules: [oneOfEnum(...storageClasses)] };
const filterMembers = {
  objectSizeGreaterThan: { type: "integer", computed: true },
  objectSizeLessThan: { type: "integer", computed: true },
  prefix: { type: "string", computed: true },
} as const satisfies Readonly<Record<string, PropertyModel>>;

const filter: PropertyModel = {
  type: {
    object: {
      ...filterMembers,
      and: { type: { object: { ...filterMembers, tags: { type: { map: "string" } } } } },
      tag: { type: { object: { key: { type: "string", required: true }, value: { type: "string", required: true } } } },
    },
  },
  same: (left, right) => isEmptyFilter(left) && isEmptyFilter(right),
};

/** No filter and an empty one both mean every object. */
export function isEmptyFilter(value: Value): boolean {
  if (value === null || value === "") return true;
  return (
    isFields(value) &&
    Object.values(value).every((member) => isUnset(member) || member === "" || member instanceof Unknown)
  );
}

export const lifecycleRule: Readonly<Record<string, PropertyModel>> = {
  abortIncompleteMultipartUpload: { type: { object: { daysAfterInitiation: { type: "integer" } } } },
  expiration: {
    type: {
      object: {
        date,
        days,
        expiredObjectDeleteMarker,
      },
    },
  },
  filter,
  id: { type: "string", required: true, rules: [idLength] },
  noncurrentVersionExpiration: {
    type: {
      object: {
        newerNoncurrentVersions: { type: "integer", rules: [atLeast(1)] },
        noncurrentDays: { type: "integer", required: true, rules: [atLeast(1)] },
      },
    },
  },
  noncurrentVersionTransitions: {
    type: {
      set: {
        object: {
          newerNoncurrentVersions: { type: "integer", rules: [atLeast(1)] },
          noncurrentDays: { type: "integer", required: true, rules: [atLeast(0)] },
          storageClass,
        },
      },
    },
    same: bothEmpty,
  },
  prefix: { type: "string", computed: true },
  status: { type: "string", required: true, rules: [oneOfEnum("Enabled", "Disabled")] },
  transitions: {
    type: { set: { object: { date, days, storageClass } } },
    same: bothEmpty,
  },
};

function bothEmpty(left: Value, right: Value): boolean {
  const empty = (value: Value): boolean => value === null || (isList(value) && value.length === 0);
  return empty(left) && empty(right);
}

/** A transition at a date and after days at once; one with neither is only warned of, and sent as 0 days. */
export function transitionTimes(inputs: Fields): Refusal | null {
  for (const [at, rule] of list(inputs, "rules").entries()) {
    if (!isFields(rule)) continue;
    for (const [index, transition] of list(rule, "transitions").entries()) {
      if (!isFields(transition) || isUnset(transition["date"]) || isUnset(transition["days"])) continue;
      return {
        reason: `Invalid Attribute Combination. 2 attributes specified when one (and only one) of [rule[${at}].transition[${index}].date.<.days] is required`,
        path: `rules[${at}].transitions[${index}]`,
      };
    }
  }
  return null;
}

export function someRules(inputs: Fields): Refusal | null {
  if (isList(inputs["rules"]) && inputs["rules"].length === 0)
    return { reason: "Attribute rule list must contain at least 1 elements, got: 0", path: "rules" };
  return isUnset(inputs["rules"])
    ? { reason: "Block rule must have a configuration value as the provider has marked it as required", path: "rules" }
    : null;
}
