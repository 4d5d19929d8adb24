import { NAME_SIZE, NAME_TABLE, NAMES } from "./assembly/layout.ts";

/** Parts of a resource that are parsed when they are asked for. */
export const PARTS = ["inputs", "outputs", "dependencies", "additionalSecretOutputs", "propertyDependencies"] as const;
export type Part = (typeof PARTS)[number];

/** What stands where no member has that first letter and length: -1. */
const NO_MEMBER = 0xff;

/** Members of a resource that a comparison reads; assembly/scanner.ts knows them by their position. */
const MEMBERS = ["urn", "custom", "delete", "external", "id", "type", ...PARTS] as const;

/** Writes the names to where the scanner looks for them. */
export function writeMembers(bytes: Buffer): void {
  bytes.fill(NO_MEMBER, NAME_TABLE, NAME_TABLE + NAME_SIZE * NAME_SIZE);
  for (const [member, name] of MEMBERS.entries()) {
    bytes.write(name, NAMES + member * NAME_SIZE, "latin1");
    bytes[NAME_TABLE + (name.charCodeAt(0) & 31) * NAME_SIZE + name.length] = member;
  }
}
