import { VendorError } from "../../model.ts";
import { type Statement, statementsOf } from "../policy/statements.ts";

/** Who asks, what for, and what is known about the request. */
export interface Asked {
  /** A service like `cloudwatch.amazonaws.com`, or the ARN of a user or role. */
  readonly principal: string;
  /** For example `sns:Publish`. */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  /** Condition keys in lower case; a key that is missing makes a condition on it false. */
  readonly context: Readonly<Record<string, string>>;
}

export type Answer = "allow" | "deny" | "none";

/**
 * What a policy says to a request, after AWS's evaluation logic for one policy: an explicit deny, else an allow, else nothing.
 * A condition operator that is not modelled is refused, so that no policy counts for more or less than it says.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @param ofResource true for the policy of a resource, whose statements name principals
 */
export function evaluatePolicy(policy: string, asked: Asked, ofResource: boolean): Answer {
  const matching = statementsOf(policy).filter((statement) => matches(statement, asked, ofResource));
  if (matching.some((statement) => statement["Effect"] === "Deny")) return "deny";
  return matching.some((statement) => statement["Effect"] === "Allow") ? "allow" : "none";
}

function matches(statement: Statement, asked: Asked, ofResource: boolean): boolean {
  return (
    (!ofResource || matchesPrincipal(statement, asked.principal)) &&
    matchesMember(statement, "Action", (pattern) => like(pattern.toLowerCase(), asked.action.toLowerCase())) &&
    matchesMember(statement, "Resource", (pattern) => like(pattern, asked.resource)) &&
    matchesConditions(statement["Condition"], asked.context)
  );
}

/** `NotAction` and `NotResource` match what they do not name. */
function matchesMember(statement: Statement, member: string, test: (pattern: string) => boolean): boolean {
  const not = statement[`Not${member}`];
  if (not !== undefined) return !texts(not).some(test);
  return texts(statement[member]).some(test);
}

function matchesPrincipal(statement: Statement, principal: string): boolean {
  if (statement["NotPrincipal"] !== undefined) throw notModelled("the element NotPrincipal");
  const named = statement["Principal"];
  if (named === "*") return true;
  if (typeof named !== "object" || named === null) return false;
  const principals = named as Readonly<Record<string, unknown>>;
  const accounts = texts(principals["AWS"]);
  return (
    accounts.includes("*") ||
    texts(principals["Service"]).includes(principal) ||
    accounts.some((account) => account === principal || isRootOf(account, principal))
  );
}

/** An account, by its number or its root's ARN, stands for its users and roles. */
function isRootOf(account: string, principal: string): boolean {
  const [, id] = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(account) ?? [];
  return id !== undefined && principal.split(":")[4] === id;
}

const operators: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (pattern, value) => pattern === value,
  StringEqualsIgnoreCase: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
};

function matchesConditions(conditions: unknown, context: Asked["context"]): boolean {
  if (conditions === undefined) return true;
  return Object.entries(conditions as Readonly<Record<string, object>>).every(([operator, keys]) => {
    const test = operators[operator];
    if (test === undefined) throw notModelled(`the condition operator ${operator}`);
    return Object.entries(keys).every(([key, patterns]) => {
      const value = context[key.toLowerCase()];
      return value !== undefined && texts(patterns).some((pattern) => test(pattern, value));
    });
  });
}

/** `*` any run of characters, `?` one. */
function like(pattern: string, value: string): boolean {
  const parts = [...pattern].map((each) =>
    each === "*" ? ".*" : each === "?" ? "." : each.replace(/[\\^$.+()[\]{}|]/, "\\$&"),
  );
  return new RegExp(`^${parts.join("")}$`, "s").test(value);
}

function texts(value: unknown): readonly string[] {
  return [value]
    .flat()
    .filter((entry): entry is string | boolean => typeof entry === "string" || typeof entry === "boolean")
    .map(String);
}

function notModelled(what: string): VendorError {
  return new VendorError(`The sandbox does not model ${what} of a policy; sandbox/aws/README.md lists what it models.`);
}
