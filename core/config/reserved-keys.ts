import { isMap } from "./merge.ts";
import type { ConfigPath } from "./path.ts";
import type { Violation } from "./violation.ts";

const RESERVED = new Set([...Object.getOwnPropertyNames(Object.prototype), "prototype"]);

/** Keys that every JavaScript object has: as names of tables or secrets they would be mistaken for what is inherited. */
export function reservedKeys(value: unknown, path: ConfigPath = []): readonly Violation[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => reservedKeys(item, [...path, index]));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    RESERVED.has(key) ? [reserved([...path, key])] : reservedKeys(item, [...path, key]),
  );
}

/** The same data without them. */
export function withoutReservedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReservedKeys);
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !RESERVED.has(key));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutReservedKeys(item)]));
}

function reserved(path: ConfigPath): Violation {
  return {
    path,
    allowed: "any name but those that JavaScript gives every object, such as __proto__, constructor and toString",
    next: "Choose another name.",
    showGiven: false,
  };
}
