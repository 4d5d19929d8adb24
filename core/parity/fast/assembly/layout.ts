/** What the compiled code and its callers agree on. Plain numbers: TypeScript and AssemblyScript read this file alike. */

/** Zeros after the bytes that are looked at: nothing that is read ahead looks like JSON. */
export const SLACK = 64;

// --- Scanning

/** Where the names of the members stand that a comparison reads, and how many bytes each has room in. */
export const NAMES = 1024;
export const NAME_SIZE = 32;
/** The member by first letter and length of its name, which differ for all of them; see members.ts. */
export const NAME_TABLE = 2048;

/** So many resources are scanned at once at most. */
export const MOST_SCANNED = 4096;

/** Of each resource, where its parts start and end in the export, as 64-bit floats; 0 where it has none. */
export const PARTS = 4096;
export const PART_COUNT = 5;

/** Of each resource, hashes of its URN, its id and its `arn` output, of 64 bits each; 0 where it has none. */
export const HASHES = PARTS + MOST_SCANNED * PART_COUNT * 2 * 8;
export const HASH_COUNT = 3;

/**
 * Of each resource, words of 32 bits: where its URN, type, id and `arn` output end in the text area, where each begins at the
 * end of the one before it; then what is known of it.
 */
export const FACTS = HASHES + MOST_SCANNED * HASH_COUNT * 8;
export const FACT_COUNT = 5;
export const URN_END = 0;
export const TYPE_END = 1;
export const ID_END = 2;
export const ARN_END = 3;
export const FLAGS = 4;

/** A secret, an asset or the like stands in the inputs. */
export const SIGNED = 1;
/** `propertyDependencies` names a resource. */
export const RECORDED = 2;
/** One of the texts has an escape or is not ASCII. */
export const TO_DECODE = 4;
export const HAS_TYPE = 8;
export const HAS_ID = 16;
export const HAS_ARN = 32;
export const HAS_CUSTOM = 64;
export const CUSTOM = 128;
export const EXTERNAL = 256;
export const DELETE = 512;

/** The bytes that are scanned; behind them is the text area. */
export const WINDOW = FACTS + MOST_SCANNED * FACT_COUNT * 4;

/** Why the scanner stopped: more bytes are needed, the list of resources is at its end, or its form is another one. */
export const MORE = 0;
export const LIST_ENDED = 1;
export const OTHER_FORM = 2;
