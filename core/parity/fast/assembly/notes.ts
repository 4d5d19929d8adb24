/** What is noted of a resource that was scanned; see layout.ts. */
import { hash } from "./hash";
import {
  ARN_END,
  COMPARED,
  CUSTOM,
  DELETE,
  ENDS,
  EXTERNAL,
  FACT_COUNT,
  FACTS,
  FILTER_SIZE,
  FLAGS,
  HAS_ARN,
  HAS_CUSTOM,
  HAS_ID,
  HAS_TYPE,
  HASH_COUNT,
  HASHES,
  ID_END,
  NEWS,
  OUTPUT_TEXTS,
  OWN_TYPE,
  PART_COUNT,
  PARTS,
  PROVIDER,
  PROVIDER_TYPE,
  STARTS,
  TO_DECODE,
  TYPE_END,
  TYPE_START,
  URN_END,
} from "./layout";
import { isNewArn, isNewStack } from "./news";
import { engineType, readUrn, stack, typeEnd, typeStart } from "./urns";

const NEWLINE: u32 = 0x0a;
const QUOTE: u32 = 0x22;
const OPEN_BRACE: u32 = 0x7b;
const OPEN_BRACKET: u32 = 0x5b;

/** Positions in members.ts, whose names stand in memory. */
const URN: i32 = 0;
const CUSTOM_MEMBER: i32 = 1;
const DELETE_MEMBER: i32 = 2;
const EXTERNAL_MEMBER: i32 = 3;
const ID: i32 = 4;
const TYPE: i32 = 5;
/** The parts: this member and those after it. */
export const INPUTS: i32 = 6;
export const OUTPUTS: i32 = 7;
/** This member and those after it hold texts, the last one by key. */
export const DEPENDENCIES: i32 = 8;
export const PROPERTY_DEPENDENCIES: i32 = 10;
export const MEMBER_COUNT: i32 = 11;

/** First signs of `true` and `false`; the rest was looked at. */
const T: u32 = 0x74;
const F: u32 = 0x66;

let flags: u32 = 0;
/** Where the first text of all would be, and where the next one goes. */
let textsBase: usize = 0;
let textsAt: usize = 0;

/** `base` comes before memory begins where many texts were taken away; what is left of a position counts all the same. */
export function startTexts(at: usize, base: usize): void {
  textsBase = base;
  textsAt = at;
}

/** The same for the parts that are kept; none are where there is no place for them. */
let keptBase: usize = 0;
let keptAt: usize = 0;
/** How many bytes were kept of the resources that were scanned last. */
export let keptLength: u32 = 0;

export function startKept(at: usize, base: usize): void {
  keptBase = base;
  keptAt = at;
  keptLength = 0;
}

/**
 * Notes what is known of the resource with this number. `known` are its flags so far, and `toExport` what has to be added to a
 * position to get the one in the export. false where a member is of the wrong kind.
 */
export function note(number: i32, known: u32, arnStart: usize, arnEnd: usize, toExport: f64): bool {
  flags = known;
  return noteFlags() && noteParts(number, toExport) && noteTexts(number, arnStart, arnEnd);
}

export function startOf(member: i32): usize {
  return load<u32>(STARTS + member * 4);
}

function endOf(member: i32): usize {
  return load<u32>(ENDS + member * 4);
}

/** false where one of them is something else than true or false. */
function noteFlags(): bool {
  if (startOf(CUSTOM_MEMBER) !== 0) flags |= HAS_CUSTOM;
  return noteFlag(CUSTOM_MEMBER, CUSTOM) && noteFlag(EXTERNAL_MEMBER, EXTERNAL) && noteFlag(DELETE_MEMBER, DELETE);
}

function noteFlag(member: i32, flag: u32): bool {
  const start = startOf(member);
  if (start === 0) return true;
  const sign: u32 = load<u8>(start);
  if (sign === T) flags |= flag;
  return sign === T || sign === F;
}

/** false where one of them is no map or list. */
function noteParts(number: i32, toExport: f64): bool {
  let to: usize = PARTS + number * PART_COUNT * 2 * 8;
  for (let member = INPUTS; member < MEMBER_COUNT; member++, to += 16) {
    const start = startOf(member);
    const isList = member === DEPENDENCIES || member === DEPENDENCIES + 1;
    if (start !== 0 && load<u8>(start) !== (isList ? OPEN_BRACKET : OPEN_BRACE)) return false;
    const end = endOf(member);
    const isKept = keptAt !== 0 && (member === INPUTS || member === PROPERTY_DEPENDENCIES);
    if (start === 0) setPart(to, 0, 0);
    else if (isKept) keep(to, start, end);
    else setPart(to, <f64>start + toExport, <f64>end + toExport);
  }
  return true;
}

function setPart(to: usize, start: f64, end: f64): void {
  store<f64>(to, start);
  store<f64>(to + 8, end);
}

/** Copies a part to where those of all resources stand in a row, each with the line break that its last line has to have. */
function keep(to: usize, start: usize, end: usize): void {
  const length = end - start;
  memory.copy(keptAt, start, length);
  store<u8>(keptAt + length, NEWLINE);
  const position = <f64>(keptAt - keptBase);
  setPart(to, position, position + <f64>length);
  keptAt += length + 1;
  keptLength += length + 1;
}

/**
 * Copies what makes the resource known to where the texts of all resources stand in a row, so that all of them are read at
 * once. false where one of them is no text.
 */
function noteTexts(number: i32, arnStart: usize, arnEnd: usize): bool {
  const hashes: usize = HASHES + number * HASH_COUNT * 8;
  if (startOf(URN) === 0 || !isText(URN) || !isText(TYPE) || !isText(ID)) return false;
  if (startOf(TYPE) !== 0) flags |= HAS_TYPE;
  if (startOf(ID) !== 0) flags |= HAS_ID;
  if (arnStart !== 0) flags |= HAS_ARN;
  const facts: usize = FACTS + number * FACT_COUNT * 4;
  store<u64>(hashes, copyText(startOf(URN), endOf(URN)));
  store<u32>(facts + URN_END * 4, textsAt - textsBase);
  copyText(startOf(TYPE), endOf(TYPE));
  store<u32>(facts + TYPE_END * 4, textsAt - textsBase);
  store<u64>(hashes + 8, copyText(startOf(ID), endOf(ID)));
  store<u32>(facts + ID_END * 4, textsAt - textsBase);
  store<u64>(hashes + 16, copyText(arnStart, arnEnd));
  store<u32>(facts + ARN_END * 4, textsAt - textsBase);
  memory.copy(hashes + 24, OUTPUT_TEXTS, FILTER_SIZE);
  if ((flags & TO_DECODE) !== 0) flags |= NEWS;
  else if (!noteUrn(facts, arnStart, arnEnd)) return false;
  store<u32>(facts + FLAGS * 4, flags);
  return true;
}

/** What follows from URN and type; false where the URN is none. */
function noteUrn(facts: usize, arnStart: usize, arnEnd: usize): bool {
  const start: usize = startOf(URN) + 1;
  if (!readUrn(start, endOf(URN) - 1)) return false;
  store<u32>(facts + TYPE_START * 4, typeStart - start);
  if ((flags & DELETE) === 0 && isNewStack(stack)) flags |= NEWS;
  if (startOf(TYPE) !== 0 && !isUrnType(startOf(TYPE) + 1, endOf(TYPE) - 1)) {
    flags |= OWN_TYPE | NEWS;
    return true;
  }
  const engine = engineType();
  if (engine === PROVIDER_TYPE) flags |= PROVIDER;
  const isCustom = (flags & (HAS_CUSTOM | CUSTOM)) !== HAS_CUSTOM;
  if (engine >= 0 || !isCustom || (flags & (EXTERNAL | DELETE)) !== 0) return true;
  flags |= COMPARED;
  if (arnStart !== 0 && isNewArn(arnStart + 1, arnEnd - 1)) flags |= NEWS;
  return true;
}

function isUrnType(start: usize, end: usize): bool {
  return end - start === typeEnd - typeStart && memory.compare(start, typeStart, end - start) === 0;
}

function isText(member: i32): bool {
  const start = startOf(member);
  return start === 0 || load<u8>(start) === QUOTE;
}

/** Returns the text's hash; 0 where there is none. */
function copyText(valueStart: usize, valueEnd: usize): u64 {
  if (valueStart === 0) return 0;
  const start = valueStart + 1;
  const end = valueEnd - 1;
  let special = i8x16.splat(0);
  let to = textsAt;
  for (let at = start; at < end; at += 16, to += 16) {
    const bytes = v128.load(at);
    v128.store(to, bytes);
    special = v128.or(special, v128.or(i8x16.eq(bytes, i8x16.splat(0x5c)), bytes));
  }
  // The high bit of each byte: not ASCII, or a backslash. What follows the text is looked at too, which does no harm.
  if (i8x16.bitmask(special) !== 0) flags |= TO_DECODE;
  textsAt += end - start;
  return hash(start, end);
}
