import type { Vendor } from "../../model.ts";
import type { Change } from "../../store/store.ts";
import { type Fields, isFields, list, object, text, type Value } from "../../values.ts";
import { ApiError } from "../api/error.ts";
import type { AttributeValue, Item } from "./expressions/item.ts";

/** Items of DynamoDB's tables: `item` as the API has it, `table` by name. */
const kind = "aws/dynamodb-item";
const tableKind = "aws/dynamodb-table";

/**
 * Key of an item in the store: table, partition key, sort key. Throws where one is missing or of another type.
 * @param exactly true where nothing but the key may be given
 */
export function itemKey(table: Fields, given: Item, exactly: boolean): string {
  const names = [text(table, "hashKey"), text(table, "rangeKey")].filter((name) => name !== "");
  const parts = names.map((name) => {
    const value = given[name];
    const type = typeOfKey(table, name);
    if (value === undefined)
      throw invalid(
        exactly ? mismatch : `One or more parameter values were invalid: Missing the key ${name} in the item`,
      );
    if (value[type] === undefined)
      throw invalid(
        exactly
          ? mismatch
          : `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type}`,
      );
    return JSON.stringify(value);
  });
  if (exactly && Object.keys(given).length !== names.length) throw invalid(mismatch);
  return [text(table, "name"), ...parts].join("\0");
}

const mismatch = "The provided key element does not match the schema";

export function getItem(vendor: Vendor, key: string): Item | null {
  const stored = vendor.store.get(kind, key);
  return stored === null ? null : (object(stored, "item") as Item | null);
}

export function putItem(vendor: Vendor, table: Fields, key: string, item: Item): void {
  vendor.store.put(kind, key, { table: text(table, "name"), item: item as unknown as Value });
}

export function removeItem(vendor: Vendor, key: string): void {
  vendor.store.remove(kind, key);
}

/** What is gone when its table is. */
export function removalsOf(vendor: Vendor, tableName: string): readonly Change[] {
  const items = vendor.store.list(kind).filter(([, fields]) => text(fields, "table") === tableName);
  return items.map(([key]) => ({ kind, key, fields: null }));
}

const secondMs = 1_000;
/**
 * DynamoDB deletes what has expired "within a few days": until then it is read as ever, so a program has to look itself.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
const deletedAfterMs = 2 * 86_400_000;

/** Deletes items whose time ran out long enough ago. */
export function expireItems(vendor: Vendor): void {
  const ttlOf = new Map(vendor.store.list(tableKind).map(([name, table]) => [name, object(table, "ttl")]));
  const gone = vendor.store.list(kind).filter(([, fields]) => {
    const ttl = ttlOf.get(text(fields, "table"));
    if (ttl === undefined || ttl === null || ttl["enabled"] !== true) return false;
    const value = object(object(fields, "item") ?? {}, text(ttl, "attributeName"));
    const expires = Number(value === null ? Number.NaN : text(value, "N"));
    return expires > 0 && expires * secondMs + deletedAfterMs < vendor.now().getTime();
  });
  if (gone.length > 0) vendor.store.commit(gone.map(([key]) => ({ kind, key, fields: null })));
}

function typeOfKey(table: Fields, name: string): keyof AttributeValue & string {
  const attribute = list(table, "attributes")
    .filter(isFields)
    .find((each) => text(each, "name") === name);
  return text(attribute ?? {}, "type") || "S";
}

function invalid(message: string): ApiError {
  return new ApiError("ValidationException", message);
}
