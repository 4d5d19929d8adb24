/**
 * Walks through the resources of an indented export, byte by byte, without making objects of them: checks that every line is
 * JSON in the form of Go's encoder (four spaces a level, one member or item a line), and notes where the parts lie that a
 * comparison needs.
 */
import { add } from "./filter";
import { hash } from "./hash";
import { scalarEnd, stop, stoppedAt, textEnd } from "./json";
import {
  CLOSERS,
  ENDS,
  FILTER_SIZE,
  LIST_ENDED,
  MORE,
  MOST_SCANNED,
  NAME_SIZE,
  NAME_TABLE,
  NAMES,
  OTHER_FORM,
  OUTPUT_TEXTS,
  RECORDED,
  SIGNED,
  STARTS,
} from "./layout";
import {
  DEPENDENCIES,
  INPUTS,
  MEMBER_COUNT,
  note,
  OUTPUTS,
  PROPERTY_DEPENDENCIES,
  startKept,
  startOf,
  startTexts,
} from "./notes";

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
/** How many resources were scanned. */
export let count: i32 = 0;
/** Where the first resource stands that was not scanned, or the end of the list. */
export let next: usize = 0;

/** Of the resource that is scanned: bits as in layout.ts, and where its `arn` output is. */
let flags: u32 = 0;
let arnStart: usize = 0;
let arnEnd: usize = 0;

/**
 * Scans resources from the line with the first one's opening brace on; `end` is where the bytes end, which zeros follow,
 * `texts` where texts are copied to, `textsBase` where the first one of the export would be, `kept` and `keptBase` the same for parts
 * that are kept (0: none are), and `toExport` what has to be added to a position to get the one in the export. Returns why it
 * stopped.
 */
export function scan(
  start: usize,
  end: usize,
  texts: usize,
  textsBase: usize,
  kept: usize,
  keptBase: usize,
  toExport: f64,
): i32 {
  startTexts(texts, textsBase);
  startKept(kept, keptBase);
  next = start;
  for (count = 0; count < MOST_SCANNED; count++) {
    const after = scanResource(next);
    if (after === 0) return stoppedAt + 16 > end ? MORE : OTHER_FORM;
    const isLast = load<u16>(after) !== COMMA_NEWLINE;
    if (isLast && !isListEnd(after)) return after + 16 > end ? MORE : OTHER_FORM;
    if (!note(count, flags, arnStart, arnEnd, toExport)) return OTHER_FORM;
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
        if (member === PROPERTY_DEPENDENCIES && level === MEMBER_LEVEL + 1) return stop(at);
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
        if (member >= DEPENDENCIES && level > MEMBER_LEVEL && !isListOfUrns(member, level, sign)) return stop(at);
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
        if (member >= DEPENDENCIES && level > MEMBER_LEVEL && !isNoUrns(member, level, sign)) return stop(at);
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
