/** `{ "S": "text" }`: one type and its value (docs.aws.amazon.com, API_AttributeValue). */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** What an expression's `#names` and `:values` stand for. */
export interface Names {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

/** The steps of a path like `#a.b` inside an item. */
export type Path = readonly string[];

/** The value at a path through maps. */
export function valueAt(item: Item, [first = "", ...rest]: Path): AttributeValue | undefined {
  const value = item[first];
  if (rest.length === 0 || value === undefined) return value;
  return isMap(value) ? valueAt(value.M, rest) : undefined;
}

/** A copy of the item with another value at the path; undefined takes it out. */
export function withValueAt(item: Item, [first = "", ...rest]: Path, value: AttributeValue | undefined): Item {
  if (rest.length === 0) {
    const { [first]: _before, ...others } = item;
    return value === undefined ? others : { ...others, [first]: value };
  }
  const parent = item[first];
  return { ...item, [first]: { M: withValueAt(parent !== undefined && isMap(parent) ? parent.M : {}, rest, value) } };
}

function isMap(value: AttributeValue): value is { readonly M: Item } {
  return typeof value["M"] === "object" && value["M"] !== null;
}

/** Numbers by what they count, everything else by its type and text. */
export function sameAttribute(left: AttributeValue, right: AttributeValue): boolean {
  const [leftNumber, rightNumber] = [left["N"], right["N"]];
  if (typeof leftNumber === "string" && typeof rightNumber === "string")
    return Number(leftNumber) === Number(rightNumber);
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Negative, zero or positive; null where the two have no order: another type, or one without. */
export function compareAttributes(left: AttributeValue, right: AttributeValue): number | null {
  if (typeof left["N"] === "string" && typeof right["N"] === "string") return Number(left["N"]) - Number(right["N"]);
  const [first, second] = [left["S"], right["S"]];
  if (typeof first !== "string" || typeof second !== "string") return null;
  return Buffer.compare(Buffer.from(first), Buffer.from(second));
}
