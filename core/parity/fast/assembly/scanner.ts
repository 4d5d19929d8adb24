/**
 * Walks through the resources of an indented export, byte by byte, without making objects of them: checks that every line is
 * JSON in the form of Go's encoder (four spaces a level, one member or item a line), and notes where the parts lie that a
 * comparison needs.
 */
import { add } from "./filter";
import { hash } from "./hash";
import { scalarEnd, stop, stoppedAt, textEnd } from "./json";
import {
  ARN_END,
  CUSTOM,
  DELETE,
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
  LIST_ENDED,
  MORE,
  MOST_SCANNED,
  NAME_SIZE,
  NAME_TABLE,
  NAMES,
  OTHER_FORM,
  PART_COUNT,
  PARTS,
  RECORDED,
  SIGNED,
  TO_DECODE,
  TYPE_END,
  URN_END,
} from "./layout";

const QUOTE: u32 = 0x22;
const OPEN_BRACE: u32 = 0x7b;
const OPEN_BRACKET: u32 = 0x5b;
const CLOSE_BRACE: u32 = 0x7d;
const CLOSE_BRACKET: u32 = 0x5d;
const COMMA: u32 = 0x2c;
const NEWLINE: u32 = 0x0a;
/** Of `null`. */
const N: u32 = 0x6e;
/** From the opening sign to the closing one. */
const TO_CLOSING: u32 = 2;
/** Two bytes, or four, as they are read at once. */
const COLON_SPACE: u32 = 0x203a;
const COMMA_NEWLINE: u32 = 0x0a2c;
const BRACE_NEWLINE: u32 = 0x0a7b;
const ARN_KEY: u32 = 0x226e7261;
/** Start and length of the key that marks secrets. */
const SIGNATURE_KEY: u32 = 0x62616434;
const SIGNATURE_LENGTH: usize = 32;

const INDENT: u32 = 4;
/** Level of a resource's members: deployment, resources and the resource itself are around them. */
const MEMBER_LEVEL: u32 = 4;
/** Deeper ones are left to the full path. */
const DEEPEST: u32 = 200;
/** The sign that closes each level. */
const CLOSERS: usize = 256;

/** Positions in members.ts, whose names stand in memory. */
const URN: i32 = 0;
const CUSTOM_MEMBER: i32 = 1;
const DELETE_MEMBER: i32 = 2;
const EXTERNAL_MEMBER: i32 = 3;
const ID: i32 = 4;
const TYPE: i32 = 5;
/** The parts: this member and those after it. */
const INPUTS: i32 = 6;
const OUTPUTS: i32 = 7;
/** This member and those after it hold texts, the last one by key. */
const DEPENDENCIES: i32 = 8;
const PROPERTY_DEPENDENCIES: i32 = 10;
const MEMBER_COUNT: i32 = 11;

/** Of the resource that is scanned: where the value of each member starts, and where it ends; 0 where it has none. */
const STARTS: usize = 512;
const ENDS: usize = 576;
/** The same for the filter of its outputs' texts. */
const OUTPUT_TEXTS: usize = 640;
/** First signs of `true` and `false`; the rest was looked at. */
const T: u32 = 0x74;
const F: u32 = 0x66;

/** How many resources were scanned. */
export let count: i32 = 0;
/** Where the first resource stands that was not scanned, or the end of the list. */
export let next: usize = 0;

/** Of the resource that is scanned: bits as in layout.ts, and where its `arn` output is. */
let flags: u32 = 0;
let arnStart: usize = 0;
let arnEnd: usize = 0;

/** Where in the text area the next text goes. */
let textsAt: usize = 0;

/**
 * Scans resources from the line with the first one's opening brace on; `end` is where the bytes end, which zeros follow, and
 * `toExport` what has to be added to a position to get the one in the export. Returns why it stopped.
 */
export function scan(start: usize, end: usize, texts: usize, toExport: f64): i32 {
  textsAt = texts;
  next = start;
  for (count = 0; count < MOST_SCANNED; count++) {
    const after = scanResource(next);
    if (after === 0) return stoppedAt + 16 > end ? MORE : OTHER_FORM;
    const isLast = load<u16>(after) !== COMMA_NEWLINE;
    if (isLast && !isListEnd(after)) return after + 16 > end ? MORE : OTHER_FORM;
    if (!noteFlags() || !noteParts(toExport) || !noteTexts(texts)) return OTHER_FORM;
    next = isLast ? after : after + 2;
    if (isLast) {
      count++;
      return LIST_ENDED;
    }
  }
  return MORE;
}

/** Returns the position after the closing brace; 0 where no whole resource stands. */
function scanResource(start: usize): usize {
  memory.fill(STARTS, 0, MEMBER_COUNT * 4);
  flags = 0;
  arnStart = 0;
  memory.fill(OUTPUT_TEXTS, 0, FILTER_SIZE);
  const brace = start + (MEMBER_LEVEL - 1) * INDENT;
  if (spacesAt(start) !== brace - start || load<u16>(brace) !== BRACE_NEWLINE) return stop(start);
  let at = brace + 2;
  let level = MEMBER_LEVEL;
  store<u8>(CLOSERS + level, CLOSE_BRACE);
  let member: i32 = -1;
  let valueStart: usize = 0;
  /** After an opening sign or a comma another member or item must follow; after anything else none may. */
  let follows = true;

  for (;;) {
    const indent = spacesAt(at);
    at += indent;
    let sign: u32 = load<u8>(at);
    if (sign === CLOSE_BRACE || sign === CLOSE_BRACKET) {
      if (follows || sign !== load<u8>(CLOSERS + level) || indent !== (level - 1) * INDENT) return stop(at);
      at++;
      level--;
      if (level < MEMBER_LEVEL) break;
    } else {
      if (!follows || indent !== level * INDENT) return stop(at);
      let isArn = false;
      if (load<u8>(CLOSERS + level) === CLOSE_BRACE) {
        if (sign !== QUOTE) return stop(at);
        const key = at + 1;
        at = textEnd(key);
        if (at === 0) return 0;
        if (level === MEMBER_LEVEL) {
          member = memberAt(key, at);
          if (member >= 0 && startOf(member) !== 0) return stop(key);
        } else if (member === INPUTS) {
          if (at - key === SIGNATURE_LENGTH && load<u32>(key) === SIGNATURE_KEY) flags |= SIGNED;
        } else if (member === OUTPUTS && level === MEMBER_LEVEL + 1) isArn = load<u32>(key) === ARN_KEY;
        if (load<u16>(at + 1) !== COLON_SPACE) return stop(at);
        at += 3;
        sign = load<u8>(at);
      }
      if (level === MEMBER_LEVEL) valueStart = at;
      if (isArn) arnStart = 0;
      if (sign === QUOTE) {
        if (member === PROPERTY_DEPENDENCIES && level === MEMBER_LEVEL + 1) return stop(start);
        const text = at;
        at = textEnd(at + 1);
        if (at === 0) return 0;
        at++;
        if (member === OUTPUTS) add(OUTPUT_TEXTS, hash(text + 1, at - 1));
        if (isArn) {
          arnStart = text;
          arnEnd = at;
        }
      } else if (sign === OPEN_BRACE || sign === OPEN_BRACKET) {
        if (member >= DEPENDENCIES && level > MEMBER_LEVEL && !isListOfUrns(member, level, sign)) return stop(start);
        at++;
        if (load<u8>(at) === sign + TO_CLOSING) at++;
        else {
          if (load<u8>(at) !== NEWLINE || level === DEEPEST) return stop(at);
          if (member === PROPERTY_DEPENDENCIES && level > MEMBER_LEVEL) flags |= RECORDED;
          at++;
          level++;
          store<u8>(CLOSERS + level, sign + TO_CLOSING);
          follows = true;
          continue;
        }
      } else {
        if (member >= DEPENDENCIES && level > MEMBER_LEVEL && !isNoUrns(member, level, sign)) return stop(start);
        at = scalarEnd(at);
        if (at === 0) return 0;
      }
    }
    if (level === MEMBER_LEVEL && member >= 0) {
      store<u32>(STARTS + member * 4, valueStart);
      store<u32>(ENDS + member * 4, at);
    }
    follows = load<u8>(at) === COMMA;
    if (follows) at++;
    if (load<u8>(at) !== NEWLINE) return stop(at);
    at++;
  }
  return at;
}

/** How many spaces stand here. */
function spacesAt(start: usize): usize {
  let at = start;
  let others = othersThanSpaces(v128.load(at));
  while (others === 0) {
    at += 16;
    others = othersThanSpaces(v128.load(at));
  }
  return at + ctz(others) - start;
}

/** A bit for each of the sixteen bytes that is no space. */
function othersThanSpaces(bytes: v128): i32 {
  return ~i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0x20))) & 0xffff;
}

/** The member whose name stands between the two positions, as its index; -1 where it is none of these. */
function memberAt(start: usize, end: usize): i32 {
  const length = end - start;
  if (<i32>length >= NAME_SIZE) return -1;
  const member: i32 = load<i8>(NAME_TABLE + <usize>(load<u8>(start) & 31) * NAME_SIZE + length);
  if (member < 0) return -1;
  return memory.compare(start, NAMES + <usize>member * NAME_SIZE, length) === 0 ? member : -1;
}

/** Within the members that name resources, only `propertyDependencies` has lists or null below it. */
function isListOfUrns(member: i32, level: u32, sign: u32): bool {
  return member === PROPERTY_DEPENDENCIES && level === MEMBER_LEVEL + 1 && sign === OPEN_BRACKET;
}

function isNoUrns(member: i32, level: u32, sign: u32): bool {
  return member === PROPERTY_DEPENDENCIES && level === MEMBER_LEVEL + 1 && sign === N;
}

/** A line break, eight spaces and a closing bracket. */
function isListEnd(at: usize): bool {
  return load<u8>(at) === NEWLINE && spacesAt(at + 1) === 8 && load<u8>(at + 9) === CLOSE_BRACKET;
}

function startOf(member: i32): usize {
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
function noteParts(toExport: f64): bool {
  let to: usize = PARTS + count * PART_COUNT * 2 * 8;
  for (let member = INPUTS; member < MEMBER_COUNT; member++, to += 16) {
    const start = startOf(member);
    const isList = member === DEPENDENCIES || member === DEPENDENCIES + 1;
    if (start !== 0 && load<u8>(start) !== (isList ? OPEN_BRACKET : OPEN_BRACE)) return false;
    store<f64>(to, start === 0 ? 0 : <f64>start + toExport);
    store<f64>(to + 8, start === 0 ? 0 : <f64>endOf(member) + toExport);
  }
  return true;
}

/**
 * Copies what makes the resource known to where the texts of all resources stand in a row, so that all of them are read at
 * once. false where one of them is no text.
 */
function noteTexts(texts: usize): bool {
  const hashes: usize = HASHES + count * HASH_COUNT * 8;
  if (startOf(URN) === 0 || !isText(URN) || !isText(TYPE) || !isText(ID)) return false;
  if (startOf(TYPE) !== 0) flags |= HAS_TYPE;
  if (startOf(ID) !== 0) flags |= HAS_ID;
  if (arnStart !== 0) flags |= HAS_ARN;
  const facts: usize = FACTS + count * FACT_COUNT * 4;
  store<u64>(hashes, copyText(startOf(URN), endOf(URN)));
  store<u32>(facts + URN_END * 4, textsAt - texts);
  copyText(startOf(TYPE), endOf(TYPE));
  store<u32>(facts + TYPE_END * 4, textsAt - texts);
  store<u64>(hashes + 8, copyText(startOf(ID), endOf(ID)));
  store<u32>(facts + ID_END * 4, textsAt - texts);
  store<u64>(hashes + 16, copyText(arnStart, arnEnd));
  store<u32>(facts + ARN_END * 4, textsAt - texts);
  store<u32>(facts + FLAGS * 4, flags);
  memory.copy(hashes + 24, OUTPUT_TEXTS, FILTER_SIZE);
  return true;
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
