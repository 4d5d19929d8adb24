import { type Created, HalfCreated, type ResourceModel, type Vendor, VendorError } from "../../model.ts";
import { type Fields, isFields, isUnset, list, object, text, texts } from "../../values.ts";
import { accountId, partitionOf, providerRegion } from "../common/account.ts";
import { prefixed } from "../common/names.ts";
import { eitherOf } from "../common/rules.ts";
import { allTags, deriveTagsAll, readTags } from "../common/tags.ts";
import { normalAmount } from "./amount.ts";
import { budgetProperties } from "./budget-properties.ts";
import { budgetError, refuseBudget, refuseNotifications } from "./errors.ts";
import { budgetKind } from "./kinds.ts";
import { currentPeriodStart } from "./time-period.ts";

/** terraform-provider-aws, internal/service/budgets/budget.go. Budgets have no region. */
export const budget: ResourceModel = {
  type: "aws:budgets/budget:Budget",
  kind: budgetKind,
  bridge: "sdk",
  properties: budgetProperties,
  checks: eitherOf("name", "namePrefix"),
  derive: deriveTagsAll,
  create: createBudget,
  read: (vendor, id, state) => {
    const stored = vendor.store.get(budgetKind, id);
    return stored === null ? null : readBudget(vendor, stored, state);
  },
  update: (vendor, id, planned) => {
    const before = vendor.store.get(budgetKind, id);
    const doing = `updating Budget (${id})`;
    if (before === null)
      throw budgetError(
        doing,
        "UpdateBudget",
        "NotFoundException",
        `Unable to get budget: ${text(planned, "name")} - the budget doesn't exist.`,
      );
    refuseBudget(doing, "UpdateBudget", planned);
    const stored = putBudget(vendor, id, { ...planned, notifications: before["notifications"] });
    refuseNotifications(`${doing} notifications: creating Budget (${id}) notifications`, planned);
    return readBudget(vendor, putBudget(vendor, id, { ...stored, notifications: planned["notifications"] }), planned);
  },
  delete: (vendor, id) => {
    if (vendor.store.get(budgetKind, id) !== null) vendor.store.remove(budgetKind, id);
  },
};

/** The budget first, then its notifications: a refusal of these leaves a budget that tells nobody. */
function createBudget(vendor: Vendor, planned: Fields): Created {
  const name = text(planned, "name") || prefixed(vendor, text(planned, "namePrefix"));
  const doing = `creating Budget (${name})`;
  const owner = text(planned, "accountId") || accountId(vendor);
  const id = `${owner}:${name}`;
  if (owner !== accountId(vendor))
    throw budgetError(
      doing,
      "CreateBudget",
      "AccessDeniedException",
      `Account ${accountId(vendor)} has no access to ${owner}.`,
    );
  const named = { ...planned, name };
  refuseBudget(doing, "CreateBudget", named);
  if (vendor.store.get(budgetKind, id) !== null)
    throw budgetError(
      doing,
      "CreateBudget",
      "DuplicateRecordException",
      `Error creating budget: ${name} - the budget already exists.`,
    );
  const fixed = {
    accountId: owner,
    arn: `arn:${partitionOf(providerRegion(vendor))}:budgets::${owner}:budget/${name}`,
    namePrefix: text(planned, "namePrefix"),
    timePeriodStart: text(planned, "timePeriodStart") || currentPeriodStart(vendor.now(), text(planned, "timeUnit")),
  };
  const bare = putBudget(vendor, id, { ...named, ...fixed, notifications: [] });
  try {
    refuseNotifications(`creating Budget (${id}) notifications`, planned);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    throw new HalfCreated(error.message, { id, state: { ...readBudget(vendor, bare, planned), ...planned } });
  }
  const stored = putBudget(vendor, id, { ...bare, notifications: planned["notifications"] });
  return { id, state: readBudget(vendor, stored, planned) };
}

function putBudget(vendor: Vendor, id: string, planned: Fields): Fields {
  const { tagsAll: _tagsAll, id: _id, ...fields } = planned;
  const stored: Fields = { ...fields, tags: allTags(planned, vendor) };
  vendor.store.put(budgetKind, id, stored);
  return stored;
}

const standardCosts: Fields = {
  includeCredit: true,
  includeDiscount: true,
  includeOtherSubscription: true,
  includeRecurring: true,
  includeRefund: true,
  includeSubscription: true,
  includeSupport: true,
  includeTax: true,
  includeUpfront: true,
  useAmortized: false,
  useBlended: false,
};

function readBudget(vendor: Vendor, stored: Fields, state: Fields | null): Fields {
  const limit = text(stored, "limitAmount");
  return {
    ...stored,
    ...readTags(stored, state, vendor),
    costFilters: list(stored, "costFilters"),
    costTypes: { ...standardCosts, ...object(stored, "costTypes") },
    limitAmount: limit === "" ? null : normalAmount(limit),
    notifications: list(stored, "notifications").filter(isFields).map(readNotification),
  };
}

function readNotification(stored: Fields): Fields {
  return {
    ...stored,
    subscriberEmailAddresses: texts(stored, "subscriberEmailAddresses"),
    subscriberSnsTopicArns: texts(stored, "subscriberSnsTopicArns"),
    thresholdType: isUnset(stored["thresholdType"]) ? "PERCENTAGE" : text(stored, "thresholdType"),
  };
}
