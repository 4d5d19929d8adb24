/** Pulumi's auto-naming, and properties that the provider filled in: https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming */
import type { Tree } from "./values.ts";

const RANDOM_SUFFIX = /^-[0-9a-f]{7}$/;
const NONE: readonly unknown[] = [];

/** Whether a property's value was generated from the resource's logical name. `defaulted`: the provider filled it in. */
export function isAutoName(value: string, logicalName: string, defaulted: boolean): boolean {
  if (logicalName === "") return false;
  if (value.startsWith(logicalName) && RANDOM_SUFFIX.test(value.slice(logicalName.length))) return true;
  // Some vendors allow small letters only, so case does not count.
  return defaulted && value.toLowerCase().includes(logicalName.toLowerCase());
}

/** Names of the properties in a map of inputs that the provider filled in. */
export function defaultedKeys(map: Tree): readonly unknown[] {
  const keys = Object.hasOwn(map, "__defaults") ? map["__defaults"] : undefined;
  return Array.isArray(keys) ? keys : NONE;
}
