/** The resources of all stages, by number, and found by the hashes of their URNs, ids and ARNs. */
import { mayHold } from "./filter";
import { hash } from "./hash";
import { NO_IDENTITY, NO_RESOURCE, OWNER_ENTRY, URN_ENTRY } from "./layout";

/** No resource, or none that can be told. */
export const NONE: i32 = -1;

const HASHES_SIZE: usize = 56;
const ID_HASH: usize = 8;
const ARN_HASH: usize = 16;
const OUTPUT_TEXTS: usize = 24;
/** Makes a hash that of one stage. */
const STAGE_FACTOR: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;

/** Offsets in an entry by id or ARN. */
const OWNER_COUNT: usize = 8;
const FIRST: usize = 12;
const SECOND: usize = 16;
/** More owners than this say nothing. */
const MOST_OWNERS: u32 = 2;

let hashes: usize = 0;
let addresses: usize = 0;
let urns: usize = 0;
let owners: usize = 0;
/** Number of entries, a power of two, less one. */
let urnMask: usize = 0;
let ownerMask: usize = 0;

/** Where the hashes of all resources stand as the scanner made them, their addresses as numbers, and two empty tables. */
export function useResources(
  hashesAt: usize,
  addressesAt: usize,
  urnsAt: usize,
  urnEntries: usize,
  ownersAt: usize,
  ownerEntries: usize,
): void {
  hashes = hashesAt;
  addresses = addressesAt;
  urns = urnsAt;
  urnMask = urnEntries - 1;
  owners = ownersAt;
  ownerMask = ownerEntries - 1;
}

/** Enters the resources of one stage into the tables: those from one number on, up to another. */
export function addStage(stage: u32, first: i32, end: i32): void {
  for (let number = first; number < end; number++) {
    const address = load<u32>(addresses + number * 4);
    if (address === NO_RESOURCE) continue;
    const own = hashes + number * HASHES_SIZE;
    const urn = entryOf(urns, urnMask, URN_ENTRY, load<u64>(own), stage);
    store<u32>(urn + 8, number);
    if ((address & NO_IDENTITY) !== 0) continue;
    const id = load<u64>(own + ID_HASH);
    const arn = load<u64>(own + ARN_HASH);
    if (id !== 0) addOwner(id, stage, number);
    if (arn !== 0 && arn !== id) addOwner(arn, stage, number);
  }
}

function addOwner(text: u64, stage: u32, number: i32): void {
  const entry = entryOf(owners, ownerMask, OWNER_ENTRY, text, stage);
  const known = load<u32>(entry + OWNER_COUNT);
  if (known === 0) store<u32>(entry + FIRST, number);
  else if (known === 1) store<u32>(entry + SECOND, number);
  store<u32>(entry + OWNER_COUNT, known + 1);
}

/** The resource with the URN in its stage. */
export function withUrn(start: usize, end: usize, stage: u32): i32 {
  const entry = entryOf(urns, urnMask, URN_ENTRY, hash(start, end), stage, false);
  return entry === 0 ? NONE : load<u32>(entry + 8);
}

/** The one other resource of the stage that a text with this hash may refer to. */
export function onlyOther(text: u64, stage: u32, self: i32): i32 {
  const entry = entryOf(owners, ownerMask, OWNER_ENTRY, text, stage, false);
  if (entry === 0) return NONE;
  const count = load<u32>(entry + OWNER_COUNT);
  const first: i32 = load<u32>(entry + FIRST);
  if (count === 1) return first === self ? NONE : first;
  if (count > MOST_OWNERS) return NONE;
  const second: i32 = load<u32>(entry + SECOND);
  if (first === self) return second;
  return second === self ? first : NONE;
}

/** The same for a text that a caller has put there. */
export function otherWith(start: usize, end: usize, stage: u32, self: i32): i32 {
  return onlyOther(hash(start, end), stage, self);
}

/** Equal numbers are equal addresses. */
export function addressOf(number: i32): i32 {
  return load<u32>(addresses + number * 4) & ~NO_IDENTITY;
}

/** Whether the text may be the id or one of the outputs of the resource. */
export function mayHaveText(number: i32, text: u64): bool {
  return idHashOf(number) === text || mayHold(hashes + number * HASHES_SIZE + OUTPUT_TEXTS, text);
}

/** 0 where it has no id. */
export function idHashOf(number: i32): u64 {
  return load<u64>(hashes + number * HASHES_SIZE + ID_HASH);
}

/** The entry of a hash. Where there is none it is made, or else 0. */
function entryOf(table: usize, mask: usize, size: usize, text: u64, stage: u32, make: bool = true): usize {
  let key = text ^ (<u64>(stage + 1) * STAGE_FACTOR);
  if (key === 0) key = 1;
  let slot: usize = <usize>(key >> 20) & mask;
  let found = load<u64>(table + slot * size);
  while (found !== key && found !== 0) {
    slot = (slot + 1) & mask;
    found = load<u64>(table + slot * size);
  }
  const entry = table + slot * size;
  if (found === 0 && !make) return 0;
  store<u64>(entry, key);
  return entry;
}
