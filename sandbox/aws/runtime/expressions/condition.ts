import { type AttributeValue, compareAttributes, type Item, type Names, sameAttribute, valueAt } from "./item.ts";
import { Tokens } from "./tokens.ts";

/** Whether an item, `{}` where there is none, meets a condition. */
export type Condition = (item: Item) => boolean;
type Operand = (item: Item) => AttributeValue | undefined;

/**
 * Reads a condition: comparisons, `BETWEEN`, `IN`, `attribute_exists`, `attribute_not_exists`, `begins_with`, with `NOT`, `AND`, `OR`.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function parseCondition(text: string, names: Names): Condition {
  const tokens = new Tokens(text, "ConditionExpression", names);
  const condition = either(tokens);
  if (tokens.next !== "") throw tokens.error(`Syntax error; token: "${tokens.next}"`);
  return condition;
}

function either(tokens: Tokens): Condition {
  let left = both(tokens);
  while (tokens.takeIf("OR")) {
    const [first, second] = [left, both(tokens)];
    left = (item) => first(item) || second(item);
  }
  return left;
}

function both(tokens: Tokens): Condition {
  let left = single(tokens);
  while (tokens.takeIf("AND")) {
    const [first, second] = [left, single(tokens)];
    left = (item) => first(item) && second(item);
  }
  return left;
}

function single(tokens: Tokens): Condition {
  if (tokens.takeIf("NOT")) {
    const inner = single(tokens);
    return (item) => !inner(item);
  }
  if (tokens.takeIf("(")) {
    const inner = either(tokens);
    tokens.expect(")");
    return inner;
  }
  return tokens.isCall ? call(tokens) : comparison(tokens);
}

function call(tokens: Tokens): Condition {
  const name = tokens.take();
  tokens.expect("(");
  const path = tokens.path();
  if (name === "begins_with") {
    tokens.expect(",");
    const start = operand(tokens);
    tokens.expect(")");
    return (item) => {
      const [whole, prefix] = [valueAt(item, path)?.["S"], start(item)?.["S"]];
      return typeof whole === "string" && typeof prefix === "string" && whole.startsWith(prefix);
    };
  }
  tokens.expect(")");
  if (name === "attribute_exists") return (item) => valueAt(item, path) !== undefined;
  if (name === "attribute_not_exists") return (item) => valueAt(item, path) === undefined;
  throw tokens.error(`the sandbox does not model the function ${name}`);
}

function comparison(tokens: Tokens): Condition {
  const left = operand(tokens);
  if (tokens.takeIf("BETWEEN")) {
    const least = operand(tokens);
    tokens.expect("AND");
    const most = operand(tokens);
    return (item) =>
      ordered(left(item), least(item), (order) => order >= 0) && ordered(left(item), most(item), (order) => order <= 0);
  }
  if (tokens.takeIf("IN")) {
    tokens.expect("(");
    const choices = [operand(tokens)];
    while (tokens.takeIf(",")) choices.push(operand(tokens));
    tokens.expect(")");
    return (item) => choices.some((choice) => same(left(item), choice(item)));
  }
  const sign = tokens.take();
  const right = operand(tokens);
  if (sign === "=") return (item) => same(left(item), right(item));
  if (sign === "<>") return (item) => !same(left(item), right(item));
  const test = orders[sign];
  if (test === undefined) throw tokens.error(`Syntax error; token: "${sign}"`);
  return (item) => ordered(left(item), right(item), test);
}

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function operand(tokens: Tokens): Operand {
  if (tokens.isCall) throw tokens.error(`the sandbox does not model the function ${tokens.next}`);
  if (tokens.isValue) {
    const value = tokens.value();
    return () => value;
  }
  const path = tokens.path();
  return (item) => valueAt(item, path);
}

/** What is missing equals nothing, and has no order. */
function same(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  return left !== undefined && right !== undefined && sameAttribute(left, right);
}

function ordered(
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
  test: (order: number) => boolean,
): boolean {
  const order = left === undefined || right === undefined ? null : compareAttributes(left, right);
  return order !== null && test(order);
}
