/** Members of a resource that a comparison reads. */
export const MEMBERS = [
  "urn",
  "custom",
  "delete",
  "id",
  "type",
  "inputs",
  "outputs",
  "external",
  "dependencies",
  "propertyDependencies",
  "additionalSecretOutputs",
] as const;

/** By first letter and length, which differ for all members. */
const memberTable = new Int8Array(32 * 32).fill(-1);
const memberBytes = MEMBERS.map((name) => new TextEncoder().encode(name));
for (const [member, name] of memberBytes.entries()) memberTable[slotOf(name[0] ?? 0, name.length)] = member;

/** The member whose name stands between the two positions, as its index; -1 where it is none of these. */
export function memberAt(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const member = length < 32 ? (memberTable[slotOf(bytes[start] ?? 0, length)] ?? -1) : -1;
  const name = memberBytes[member];
  if (!name) return -1;
  for (let index = 0; index < length; index++) if (bytes[start + index] !== name[index]) return -1;
  return member;
}

function slotOf(first: number, length: number): number {
  return (first & 31) * 32 + length;
}
