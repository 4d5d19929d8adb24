/** What the compiled code and its callers agree on. Plain numbers: TypeScript and AssemblyScript read this file alike. */

/** Zeros after the bytes that are looked at: nothing that is read ahead looks like JSON. */
export const SLACK = 64;

/** Where the names of the members stand that a comparison reads, and how many bytes each has room in. */
export const NAMES = 1024;
export const NAME_SIZE = 32;
/** The member by first letter and length of its name, which differ for all of them; see members.ts. */
export const NAME_TABLE = 2048;

/** One record for each resource that was scanned; its words are 32 bits wide. */
export const RECORDS = 4096;
export const MOST_RECORDS = 4096;
export const RECORD_WORDS = 32;
// The record begins with the value of each member: where it starts and ends; 0 where the resource has none.
/** Where the `arn` output starts and ends, where it is a text. */
export const ARN_START = 22;
export const ARN_END = 23;
/** Where the resource's URN, type, id and `arn` output end in the text area: each begins where the one before it ends. */
export const URN_TEXT_END = 24;
export const TYPE_TEXT_END = 25;
export const ID_TEXT_END = 26;
export const ARN_TEXT_END = 27;
/** Bits that say what else is known of the resource. */
export const FLAGS = 28;

/** A secret, an asset or the like stands in the inputs. */
export const SIGNED = 1;
/** `propertyDependencies` names a resource. */
export const RECORDED = 2;
/** One of the texts has an escape or is not ASCII. */
export const TO_DECODE = 4;
export const HAS_TYPE = 8;
export const HAS_ID = 16;
export const HAS_ARN = 32;

/** Behind the records. */
export const WINDOW = RECORDS + MOST_RECORDS * RECORD_WORDS * 4;

/** Why the scanner stopped: more bytes are needed, the list of resources is at its end, or its form is another one. */
export const MORE = 0;
export const LIST_ENDED = 1;
export const OTHER_FORM = 2;
