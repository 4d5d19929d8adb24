import { ARN_START } from "../arn.ts";
import { PROVIDER, STACK, STACK_REFERENCE } from "../resource.ts";
import { URN_PREFIX } from "../urn.ts";
import {
  ARN_START_AT,
  ENGINE_TYPE_SIZE,
  ENGINE_TYPES,
  NAME_SIZE,
  NAME_TABLE,
  NAMES,
  URN_PREFIX_AT,
} from "./assembly/layout.ts";

/** Parts of a resource that are parsed when they are asked for. */
export const PARTS = ["inputs", "outputs", "dependencies", "additionalSecretOutputs", "propertyDependencies"] as const;
export type Part = (typeof PARTS)[number];

/** What stands where no member has that first letter and length: -1. */
const NO_MEMBER = 0xff;

/** Members of a resource that a comparison reads; assembly/scanner.ts knows them by their position. */
const MEMBERS = ["urn", "custom", "delete", "external", "id", "type", ...PARTS] as const;

/** In the order of assembly/layout.ts. */
const ENGINE_TYPE_NAMES = [PROVIDER, STACK, STACK_REFERENCE];

/** Writes the names to where the scanner looks for them. */
export function writeNames(bytes: Buffer): void {
  bytes.fill(NO_MEMBER, NAME_TABLE, NAME_TABLE + NAME_SIZE * NAME_SIZE);
  for (const [member, name] of MEMBERS.entries()) {
    bytes.write(name, NAMES + member * NAME_SIZE, "latin1");
    bytes[NAME_TABLE + (name.charCodeAt(0) & 31) * NAME_SIZE + name.length] = member;
  }
  for (const [index, type] of ENGINE_TYPE_NAMES.entries()) {
    bytes[ENGINE_TYPES + index * ENGINE_TYPE_SIZE] = type.length;
    bytes.write(type, ENGINE_TYPES + index * ENGINE_TYPE_SIZE + 1, "latin1");
  }
  bytes.write(URN_PREFIX, URN_PREFIX_AT, "latin1");
  bytes.write(ARN_START, ARN_START_AT, "latin1");
}
