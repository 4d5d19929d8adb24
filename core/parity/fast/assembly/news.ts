/** What the scanner has seen before: names of stacks, and the parts of ARNs before the resource. There are few of each. */
import { hash } from "./hash";
import { ARN_KINDS, ARN_START_AT, ARN_START_LENGTH, MOST_ARN_KINDS } from "./layout";

const COLON: u32 = 0x3a;
/** Colons of an ARN before the resource. */
const COLONS: i32 = 5;

let lastStack: u64 = 0;
let kindCount: i32 = 0;

/** Whether the stack is another one than the last resource's. */
export function isNewStack(stack: u64): bool {
  const isNew = stack !== lastStack;
  lastStack = stack;
  return isNew;
}

/**
 * Whether the text may hold an ARN whose partition, service, region and account were not seen before. An `arn` output that holds
 * more than one ARN, or something else, always counts.
 */
export function isNewArn(start: usize, end: usize): bool {
  if (!isArnStart(start, end)) return true;
  let colons = 0;
  let at = start;
  for (; at < end && colons < COLONS; at++) if (load<u8>(at) === COLON) colons++;
  if (colons < COLONS) return true;
  const kind = hash(start, at);
  for (let other = start + 1; other < end; other++) if (isArnStart(other, end)) return true;
  for (let index = 0; index < kindCount; index++) if (load<u64>(ARN_KINDS + index * 8) === kind) return false;
  if (kindCount < MOST_ARN_KINDS) store<u64>(ARN_KINDS + kindCount++ * 8, kind);
  return true;
}

function isArnStart(at: usize, end: usize): bool {
  return end - at >= <usize>ARN_START_LENGTH && memory.compare(at, ARN_START_AT, ARN_START_LENGTH) === 0;
}
