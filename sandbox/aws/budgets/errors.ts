import { VendorError } from "../../model.ts";
import { type Fields, isFields, list, text, texts } from "../../values.ts";
import { apiError } from "../common/errors.ts";

type Code =
  | "AccessDeniedException"
  | "CreationLimitExceededException"
  | "DuplicateRecordException"
  | "InvalidParameterException"
  | "NotFoundException"
  | "ValidationException";

export function budgetError(doing: string, operation: string, code: Code, message: string): VendorError {
  const undeclared = code === "ValidationException";
  return apiError(doing, { service: "Budgets", operation, status: 400, code, message, undeclared });
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html */
export function refuseBudget(doing: string, operation: string, planned: Fields): void {
  const invalid = (value: string, at: string, constraint: string): VendorError => {
    const message = `1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: ${constraint}`;
    return budgetError(doing, operation, "ValidationException", message);
  };
  const name = text(planned, "name");
  if (name.length > 100) throw invalid(name, "budget.budgetName", "Member must have length less than or equal to 100");
  if (/[:\\]/.test(name))
    throw invalid(name, "budget.budgetName", "Member must satisfy regular expression pattern: [^:\\\\]+");
  const amount = text(planned, "limitAmount");
  if (amount !== "" && !/^[+-]?\d+(\.\d+)?$/.test(amount))
    throw invalid(
      amount,
      "budget.budgetLimit.amount",
      "Member must satisfy regular expression pattern: ([0-9]*\\.)?[0-9]+",
    );
  if (amount === "" || text(planned, "limitUnit") === "")
    throw budgetError(doing, operation, "InvalidParameterException", "The budget has no limit.");
}

const mostNotifications = 10;
const mostAddresses = 10;
const mostTopics = 1;

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
export function refuseNotifications(doing: string, planned: Fields): void {
  const notifications = list(planned, "notifications").filter(isFields);
  const limit = (message: string): VendorError =>
    budgetError(doing, "CreateNotification", "CreationLimitExceededException", message);
  for (const [index, notification] of notifications.entries()) {
    const addresses = texts(notification, "subscriberEmailAddresses").length;
    const topics = texts(notification, "subscriberSnsTopicArns").length;
    if (addresses + topics === 0)
      throw new VendorError(`${doing}: Budget notification must have at least one subscriber`);
    if (index >= mostNotifications) throw limit(`A budget has at most ${mostNotifications} notifications.`);
    if (addresses > mostAddresses || topics > mostTopics)
      throw limit(`A notification has at most ${mostAddresses} addresses and ${mostTopics} topic.`);
  }
}
