/** What a URN says: `urn:pulumi:<stack>::<project>::<type chain>::<logical name>`; as ../../urn.ts. */
import { hash } from "./hash";
import {
  ENGINE_TYPE_COUNT,
  ENGINE_TYPE_SIZE,
  ENGINE_TYPES,
  PROVIDER_TYPE,
  URN_PREFIX_AT,
  URN_PREFIX_LENGTH,
} from "./layout";

const COLONS: u32 = 0x3a3a;
const DOLLAR: u32 = 0x24;

/** Where the resource's own type begins, and where it ends. */
export let typeStart: usize = 0;
export let typeEnd: usize = 0;
/** Hash of the stack's name. */
export let stack: u64 = 0;

/** false where the text is none. It has no escapes. */
export function readUrn(start: usize, end: usize): bool {
  if (memory.compare(start, URN_PREFIX_AT, URN_PREFIX_LENGTH) !== 0) return false;
  const stackStart = start + URN_PREFIX_LENGTH;
  const stackEnd = colonsFrom(stackStart, end);
  const chain: usize = stackEnd === 0 ? 0 : colonsFrom(stackEnd + 2, end);
  typeEnd = chain === 0 ? 0 : colonsFrom(chain + 2, end);
  if (typeEnd === 0) return false;
  typeStart = typeEnd;
  while (typeStart > chain + 2 && load<u8>(typeStart - 1) !== DOLLAR) typeStart--;
  stack = hash(stackStart, stackEnd);
  return true;
}

/** The next two colons; 0 where there are none. */
function colonsFrom(start: usize, end: usize): usize {
  for (let at = start; at + 2 <= end; at++) if (load<u16>(at) === COLONS) return at;
  return 0;
}

/** Which of the engine's own types the URN has, by position: see layout.ts; -1 for any other. */
export function engineType(): i32 {
  for (let index = 0; index < ENGINE_TYPE_COUNT; index++) {
    const known: usize = ENGINE_TYPES + index * ENGINE_TYPE_SIZE;
    const length: usize = load<u8>(known);
    const fits = index === PROVIDER_TYPE ? typeEnd - typeStart >= length : typeEnd - typeStart === length;
    if (fits && memory.compare(typeStart, known + 1, length) === 0) return index;
  }
  return -1;
}
