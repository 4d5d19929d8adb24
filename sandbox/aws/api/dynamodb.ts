import type { Vendor } from "../../model.ts";
import type { Fields } from "../../values.ts";
import { regionalArn } from "../common/account.ts";
import { tableKind } from "../dynamodb/table.ts";
import { type Condition, parseCondition } from "../runtime/expressions/condition.ts";
import type { Item, Names } from "../runtime/expressions/item.ts";
import { parseUpdate } from "../runtime/expressions/update.ts";
import { getItem, itemKey, putItem, removeItem } from "../runtime/items.ts";
import { type ApiInput, type ApiService, objectMember, onlyMembers, requiredText, textMember } from "./call.ts";
import { ApiError, notModelled } from "./error.ts";

const expressionMembers = ["ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues"];
const returnMembers = ["ReturnValues", "ReturnValuesOnConditionCheckFailure"];

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/: one item at a time, with conditions. Indexes are not read. */
export const dynamodb: ApiService = {
  target: "DynamoDB_20120810",
  version: null,
  actions: "dynamodb",
  namespace: "com.amazonaws.dynamodb.v20120810",
  resourcesOf: (vendor, input) => [
    regionalArn(vendor, "dynamodb", vendor.world.aws.region, `table/${textMember(input, "TableName")}`),
  ],
  operations: {
    GetItem: ({ vendor }, input) => {
      onlyMembers("GetItem", input, ["TableName", "Key", "ConsistentRead"]);
      const table = requireTable(vendor, input);
      const found = getItem(vendor, itemKey(table, objectMember(input, "Key") as Item, true));
      return found === null ? {} : { Item: found };
    },
    PutItem: ({ vendor }, input) => {
      onlyMembers("PutItem", input, ["TableName", "Item", ...expressionMembers, ...returnMembers]);
      const table = requireTable(vendor, input);
      const item = objectMember(input, "Item") as Item;
      const key = itemKey(table, item, false);
      const before = getItem(vendor, key);
      requireCondition(input, before);
      putItem(vendor, table, key, item);
      return returned(input, before, item, ["NONE", "ALL_OLD"]);
    },
    UpdateItem: ({ vendor }, input) => {
      onlyMembers("UpdateItem", input, [
        "TableName",
        "Key",
        "UpdateExpression",
        ...expressionMembers,
        ...returnMembers,
      ]);
      const table = requireTable(vendor, input);
      const key = objectMember(input, "Key") as Item;
      const id = itemKey(table, key, true);
      const before = getItem(vendor, id);
      requireCondition(input, before);
      const change = parseUpdate(textMember(input, "UpdateExpression"), namesOf(input));
      const after = { ...change(before ?? key), ...key };
      putItem(vendor, table, id, after);
      return returned(input, before, after, ["NONE", "ALL_OLD", "ALL_NEW"]);
    },
    DeleteItem: ({ vendor }, input) => {
      onlyMembers("DeleteItem", input, ["TableName", "Key", ...expressionMembers, ...returnMembers]);
      const table = requireTable(vendor, input);
      const key = itemKey(table, objectMember(input, "Key") as Item, true);
      const before = getItem(vendor, key);
      requireCondition(input, before);
      removeItem(vendor, key);
      return returned(input, before, null, ["NONE", "ALL_OLD"]);
    },
  },
};

function requireTable(vendor: Vendor, input: ApiInput): Fields {
  const name = requiredText(input, "TableName");
  const table = vendor.store.get(tableKind, name);
  if (table === null) throw new ApiError("ResourceNotFoundException", "Requested resource not found");
  return table;
}

function namesOf(input: ApiInput): Names {
  return {
    names: objectMember(input, "ExpressionAttributeNames") as Names["names"],
    values: objectMember(input, "ExpressionAttributeValues") as Item,
  };
}

function requireCondition(input: ApiInput, before: Item | null): void {
  const expression = textMember(input, "ConditionExpression");
  const condition: Condition = expression === "" ? () => true : parseCondition(expression, namesOf(input));
  if (condition(before ?? {})) return;
  const shown = input["ReturnValuesOnConditionCheckFailure"] === "ALL_OLD" && before !== null ? { Item: before } : {};
  throw new ApiError("ConditionalCheckFailedException", "The conditional request failed", 400, shown);
}

function returned(input: ApiInput, before: Item | null, after: Item | null, known: readonly string[]): object {
  const wanted = textMember(input, "ReturnValues") || "NONE";
  if (!known.includes(wanted)) throw notModelled(`ReturnValues ${wanted}`);
  const shown = wanted === "ALL_OLD" ? before : wanted === "ALL_NEW" ? after : null;
  return shown === null ? {} : { Attributes: shown };
}
