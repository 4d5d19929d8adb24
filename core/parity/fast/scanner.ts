/**
 * Walks one resource of an indented export, byte by byte, without making objects of it: checks that every line is JSON in the
 * form of Go's encoder (four spaces a level, one member or item a line), and notes where the parts lie that a comparison
 * needs. JSON.parse takes three times as long, and most of what it makes is never looked at.
 */

import { EVERY_FORM, SLACK } from "./every-form.ts";
import { MEMBERS, memberAt } from "./members.ts";

/** What {@link ResourceScanner.scan} returns where no whole resource stands. */
export const INCOMPLETE = -1;
const UNEXPECTED = -2;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;
const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
/** `e`, and the bit that makes letters small. */
const EXPONENT = 0x65;
const LOWER_CASE = 0x20;
/** Of `null`. */
const N = 0x6e;
const FOUR_SPACES = 0x20202020;
/** From the opening sign to the closing one. */
const TO_CLOSING = 2;

/** Level of a resource's members: deployment, resources and the resource itself are around them. */
const MEMBER_LEVEL = 4;
/** Deeper ones are left to the full path. */
const DEEPEST = 200;

const INPUTS = MEMBERS.indexOf("inputs");
const OUTPUTS = MEMBERS.indexOf("outputs");
/** This member and those after it hold texts, the second one by key. */
const DEPENDENCIES = MEMBERS.indexOf("dependencies");
const PROPERTY_DEPENDENCIES = MEMBERS.indexOf("propertyDependencies");
/** `arn"` and the start of the signature key, as four bytes read at once. */
const ARN_KEY = fourBytes('arn"');
const SIGNATURE_KEY = fourBytes("4dab");
const SIGNATURE_LENGTH = 32;

export class ResourceScanner {
  #bytes: Uint8Array = EVERY_FORM;
  #view: DataView = new DataView(EVERY_FORM.buffer);
  #end = 0;
  readonly #closers = new Uint8Array(DEEPEST + 1);
  /** By member: where its value lies; 0 where the resource has none. */
  readonly starts = new Float64Array(MEMBERS.length);
  readonly ends = new Float64Array(MEMBERS.length);
  /** The `arn` output, where it is a text. */
  arnStart = 0;
  arnEnd = 0;
  /** Whether a secret, an asset or the like stands in the inputs. */
  signed = false;
  /** Whether `propertyDependencies` names any resource. */
  recorded = false;

  /** The optimiser throws its code away whenever a branch is taken that it has never seen; so it is shown all of them first. */
  constructor() {
    for (let round = 0; round < 10; round++) {
      for (const end of [EVERY_FORM.length - SLACK, 300]) {
        this.use(EVERY_FORM.slice().fill(0, end), end);
        this.scan(0);
      }
    }
  }

  /** `bytes` must be followed by {@link SLACK} zeros in the same buffer, from `end` on. */
  use(bytes: Uint8Array, end: number): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = end;
  }

  /** `start` is where the line with the opening brace begins. Returns the position after the closing brace. */
  scan(start: number): number {
    const bytes = this.#bytes;
    const view = this.#view;
    const closers = this.#closers;
    this.starts.fill(0);
    this.arnStart = 0;
    this.signed = false;
    this.recorded = false;
    let at = start;
    for (let level = 1; level < MEMBER_LEVEL; level++, at += 4) {
      if (view.getInt32(at, true) !== FOUR_SPACES) return this.#stop(at);
    }
    if (bytes[at] !== OPEN_BRACE || bytes[at + 1] !== NEWLINE) return this.#stop(at);
    at += 2;
    let level = MEMBER_LEVEL;
    closers[level] = CLOSE_BRACE;
    let member = -1;
    let valueStart = 0;
    /** After an opening sign or a comma another member or item must follow; after anything else none may. */
    let follows = true;

    // One way out for whatever is not as expected: the optimiser throws its code away at each one that it has not seen taken.
    walk: for (;;) {
      for (let indent = level; indent > 1; indent--, at += 4) {
        if (view.getInt32(at, true) !== FOUR_SPACES) break walk;
      }
      let sign = bytes[at] ?? 0;
      if (sign === CLOSE_BRACE || sign === CLOSE_BRACKET) {
        if (follows || sign !== closers[level]) break;
        at++;
        level--;
        if (level < MEMBER_LEVEL) return at;
      } else {
        if (!follows || view.getInt32(at, true) !== FOUR_SPACES) break;
        at += 4;
        sign = bytes[at] ?? 0;
        let isArn = false;
        if (closers[level] === CLOSE_BRACE) {
          if (sign !== QUOTE) break;
          const key = at + 1;
          at = this.#stringEnd(key);
          if (at < 0) return at;
          if (level === MEMBER_LEVEL) {
            member = memberAt(bytes, key, at);
            if (member >= 0 && this.starts[member] !== 0) return UNEXPECTED;
          } else if (member === INPUTS) {
            if (at - key === SIGNATURE_LENGTH && view.getInt32(key, true) === SIGNATURE_KEY) this.signed = true;
          } else if (member === OUTPUTS && level === MEMBER_LEVEL + 1) isArn = view.getInt32(key, true) === ARN_KEY;
          if (bytes[at + 1] !== COLON || bytes[at + 2] !== SPACE) break;
          at += 3;
          sign = bytes[at] ?? 0;
        }
        if (level === MEMBER_LEVEL) valueStart = at;
        if (isArn) this.arnStart = 0;
        if (sign === QUOTE) {
          if (member === PROPERTY_DEPENDENCIES && level === MEMBER_LEVEL + 1) return UNEXPECTED;
          const text = at;
          at = this.#stringEnd(at + 1);
          if (at < 0) return at;
          at++;
          if (isArn) {
            this.arnStart = text;
            this.arnEnd = at;
          }
        } else if (sign === OPEN_BRACE || sign === OPEN_BRACKET) {
          if (member >= DEPENDENCIES && level > MEMBER_LEVEL && !isListOfUrns(member, level, sign)) return UNEXPECTED;
          at++;
          if (bytes[at] === sign + TO_CLOSING) at++;
          else {
            if (bytes[at] !== NEWLINE) break;
            if (level === DEEPEST) return UNEXPECTED;
            if (member === PROPERTY_DEPENDENCIES && level > MEMBER_LEVEL) this.recorded = true;
            at++;
            level++;
            closers[level] = sign + TO_CLOSING;
            follows = true;
            continue;
          }
        } else {
          if (member >= DEPENDENCIES && level > MEMBER_LEVEL && !isNoUrns(member, level, sign)) return UNEXPECTED;
          at = this.#scalarEnd(at);
          if (at < 0) return at;
        }
      }
      if (level === MEMBER_LEVEL && member >= 0) {
        this.starts[member] = valueStart;
        this.ends[member] = at;
      }
      follows = bytes[at] === COMMA;
      if (follows) at++;
      if (bytes[at] !== NEWLINE) break;
      at++;
    }
    return this.#stop(at);
  }

  /** Position of the quote that ends a text, given the position after the one that begins it. */
  #stringEnd(start: number): number {
    const bytes = this.#bytes;
    const view = this.#view;
    let at = start;
    for (;;) {
      const four = view.getInt32(at, true);
      const control = four ^ 0x02020202;
      const backslash = four ^ 0x5c5c5c5c;
      // Four bytes at once: the high bit of a byte is set where it is a quote, a control character or a backslash.
      const found = (((control - 0x21212121) & ~control) | ((backslash - 0x01010101) & ~backslash)) & 0x80808080;
      if (found === 0) {
        at += 4;
        continue;
      }
      at += (31 - Math.clz32(found & -found)) >> 3;
      if (bytes[at] === QUOTE) return at;
      if (bytes[at] !== BACKSLASH) return this.#stop(at);
      at = this.#escapeEnd(at + 1);
      if (at < 0) return at;
    }
  }

  /**
   * After an escape. One that hides a printable ASCII character is left to the full path, so that a look at the bytes finds
   * every word; Go's encoder hides only `<`, `>` and `&`.
   */
  #escapeEnd(at: number): number {
    const sign = this.#bytes[at] ?? 0;
    if (sign !== 0x75) return SIMPLE_ESCAPES.includes(sign) ? at + 1 : this.#stop(at);
    let code = 0;
    for (let digit = at + 1; digit < at + 5; digit++) {
      const value = hexValue(this.#bytes[digit] ?? 0);
      if (value < 0) return this.#stop(digit);
      code = code * 16 + value;
    }
    return code >= 0x20 && code < 0x7f && !HTML_SIGNS.includes(code) ? UNEXPECTED : at + 5;
  }

  /** After a number, true, false or null. */
  #scalarEnd(start: number): number {
    const bytes = this.#bytes;
    const first = bytes[start] ?? 0;
    if (first === MINUS || isDigit(first)) return this.#numberEnd(first === MINUS ? start + 1 : start);
    const word = first === TRUE[0] ? TRUE : first === FALSE[0] ? FALSE : NULL;
    for (let index = 0; index < word.length; index++)
      if (bytes[start + index] !== word[index]) return this.#stop(start);
    return start + word.length;
  }

  #numberEnd(start: number): number {
    const bytes = this.#bytes;
    const point = this.#digitsEnd(start);
    if (point < 0 || (bytes[start] === ZERO && point > start + 1)) return this.#stop(start);
    const fraction = bytes[point] === POINT ? this.#digitsEnd(point + 1) : point;
    if (fraction < 0) return this.#stop(point);
    if (((bytes[fraction] ?? 0) | LOWER_CASE) !== EXPONENT) return fraction;
    const sign = bytes[fraction + 1];
    const exponent = this.#digitsEnd(sign === PLUS || sign === MINUS ? fraction + 2 : fraction + 1);
    return exponent < 0 ? this.#stop(fraction) : exponent;
  }

  /** After at least one digit; negative where none stands. */
  #digitsEnd(start: number): number {
    let at = start;
    while (isDigit(this.#bytes[at] ?? 0)) at++;
    return at === start ? INCOMPLETE : at;
  }

  /** Something else than expected: the window's end, or another form. */
  #stop(at: number): number {
    return at + 8 > this.#end ? INCOMPLETE : UNEXPECTED;
  }
}

const SIMPLE_ESCAPES: readonly number[] = [...'"\\/bfnrt'].map((sign) => sign.charCodeAt(0));
const HTML_SIGNS: readonly number[] = [..."<>&"].map((sign) => sign.charCodeAt(0));
const [TRUE, FALSE, NULL] = ["true", "false", "null"].map((word) => new TextEncoder().encode(word)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

function isDigit(sign: number): boolean {
  return sign >= ZERO && sign <= NINE;
}

/** Within the members that name resources, only `propertyDependencies` has lists or null below it. */
function isListOfUrns(member: number, level: number, sign: number): boolean {
  return member === PROPERTY_DEPENDENCIES && level === MEMBER_LEVEL + 1 && sign === OPEN_BRACKET;
}

function isNoUrns(member: number, level: number, sign: number): boolean {
  return member === PROPERTY_DEPENDENCIES && level === MEMBER_LEVEL + 1 && sign === N;
}

function hexValue(sign: number): number {
  if (sign >= 0x30 && sign <= 0x39) return sign - 0x30;
  const letter = sign | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function fourBytes(text: string): number {
  return new DataView(new TextEncoder().encode(text).buffer).getInt32(0, true);
}
