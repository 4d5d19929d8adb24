import { ApiError } from "../../api/error.ts";
import { type AttributeValue, type Item, type Names, type Path, valueAt, withValueAt } from "./item.ts";
import { Tokens } from "./tokens.ts";

/** The item after an update. */
export type Update = (item: Item) => Item;
type Operand = (item: Item) => AttributeValue;

const clauses = ["SET", "REMOVE", "ADD"];

/**
 * Reads an update: `SET` with values, paths, `if_not_exists`, plus and minus; `REMOVE`; `ADD` of numbers. An empty one changes nothing.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export function parseUpdate(text: string, names: Names): Update {
  const tokens = new Tokens(text, "UpdateExpression", names);
  const changes: ((before: Item, item: Item) => Item)[] = [];
  while (tokens.next !== "") {
    const clause = tokens.take().toUpperCase();
    if (!clauses.includes(clause)) throw tokens.error(`the sandbox does not model the clause ${clause}`);
    do changes.push(changeOf(clause, tokens));
    while (tokens.takeIf(","));
  }
  // Every action sees the item as it was before the update.
  return (before) => changes.reduce((item, change) => change(before, item), before);
}

function changeOf(clause: string, tokens: Tokens): (before: Item, item: Item) => Item {
  const path = tokens.path();
  if (clause === "REMOVE") return (_before, item) => withValueAt(item, path, undefined);
  if (clause === "ADD") {
    const added = tokens.value();
    return (before, item) => withValueAt(item, path, sum(valueAt(before, path) ?? { N: "0" }, added, 1));
  }
  tokens.expect("=");
  const value = sumOf(tokens);
  return (before, item) => withValueAt(item, path, value(before));
}

function sumOf(tokens: Tokens): Operand {
  const left = operand(tokens);
  const sign = tokens.takeIf("+") ? 1 : tokens.takeIf("-") ? -1 : 0;
  if (sign === 0) return left;
  const right = operand(tokens);
  return (item) => sum(left(item), right(item), sign);
}

function operand(tokens: Tokens): Operand {
  if (tokens.isValue) {
    const value = tokens.value();
    return () => value;
  }
  if (!tokens.isCall) return requiredAt(tokens.path());
  const name = tokens.take();
  if (name !== "if_not_exists") throw tokens.error(`the sandbox does not model the function ${name}`);
  tokens.expect("(");
  const path = tokens.path();
  tokens.expect(",");
  const otherwise = operand(tokens);
  tokens.expect(")");
  return (item) => valueAt(item, path) ?? otherwise(item);
}

function requiredAt(path: Path): Operand {
  return (item) => {
    const value = valueAt(item, path);
    if (value !== undefined) return value;
    throw new ApiError(
      "ValidationException",
      "The provided expression refers to an attribute that does not exist in the item",
    );
  };
}

function sum(left: AttributeValue, right: AttributeValue, sign: number): AttributeValue {
  if (typeof left["N"] === "string" && typeof right["N"] === "string") {
    return { N: String(Number(left["N"]) + sign * Number(right["N"])) };
  }
  throw new ApiError("ValidationException", "An operand in the update expression has an incorrect data type");
}
