import type { Value } from "../../values.ts";

const decimal = /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/;

/**
 * An amount as Budgets gives it back: `100` as `100.0`, `12.50` as `12.5` (terraform-provider-aws #10692). What is no plain
 * decimal stays as it is.
 */
export function normalAmount(amount: string): string {
  const [found, sign = "", whole = "", fraction = ""] = decimal.exec(amount) ?? [];
  if (found === undefined) return amount;
  return `${sign === "-" ? sign : ""}${whole}.${fraction || "0"}`;
}

/** internal/service/budgets/budget.go, suppressEquivalentBudgetLimitAmount. */
export function sameAmount(left: Value, right: Value): boolean {
  const [first, second] = [normalAmount(String(left ?? "")), normalAmount(String(right ?? ""))];
  return first === second && first !== "";
}
