/** What the compiled code and its callers agree on. Plain numbers: TypeScript and AssemblyScript read this file alike. */

/** Zeros after the bytes that are looked at: nothing that is read ahead looks like JSON. */
export const SLACK = 64;

// --- Scanning

/** The sign that closes each level of a resource. */
export const CLOSERS = 256;
/** Of the resource that is scanned, words of 32 bits: where the value of each member starts, and where it ends; 0 where it has none. */
export const STARTS = 512;
export const ENDS = 576;
/** The filter of the texts in its outputs. */
export const OUTPUT_TEXTS = 640;

/** Where the names of the members stand that a comparison reads, and how many bytes each has room in. */
export const NAMES = 1024;
export const NAME_SIZE = 32;
/** The member by first letter and length of its name, which differ for all of them; see members.ts. */
export const NAME_TABLE = 2048;

/** Types of the engine's own, each in so many bytes: its length, then its signs. The first one is the start of many types. */
export const ENGINE_TYPES = 3072;
export const ENGINE_TYPE_SIZE = 32;
export const ENGINE_TYPE_COUNT = 3;
export const PROVIDER_TYPE = 0;
/** How URNs and ARNs begin. */
export const URN_PREFIX_AT = 3168;
export const URN_PREFIX_LENGTH = 11;
export const ARN_START_AT = 3184;
export const ARN_START_LENGTH = 7;
/** Hashes of the ARNs' parts before the resource, as far as they were seen. */
export const ARN_KINDS = 3200;
export const MOST_ARN_KINDS = 112;

/** So many resources are scanned at once at most. */
export const MOST_SCANNED = 4096;

/**
 * Of each resource, where its parts start and end, as 64-bit floats; both 0 where it has none. Inputs and `propertyDependencies` are
 * those among the bytes kept, where any are; the others are in the export.
 */
export const PARTS = 4096;
export const PART_COUNT = 5;

/**
 * Of each resource, hashes of its URN, its id and its `arn` output, of 64 bits each (0 where it has none), and a Bloom filter of
 * the texts in its outputs.
 */
export const HASHES = PARTS + MOST_SCANNED * PART_COUNT * 2 * 8;
export const HASH_COUNT = 7;
export const FILTER_SIZE = 32;

/**
 * Of each resource, words of 32 bits: where its URN, type, id and `arn` output end among the texts of all resources, where each
 * begins at the end of the one before it; where in its URN its type begins; then what is known of it.
 */
export const FACTS = HASHES + MOST_SCANNED * HASH_COUNT * 8;
export const FACT_COUNT = 6;
export const URN_END = 0;
export const TYPE_END = 1;
export const ID_END = 2;
export const ARN_END = 3;
/** Where in its URN the resource's own type begins, which the name follows. */
export const TYPE_START = 4;
export const FLAGS = 5;

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
/** It is a provider; its inputs are compared. Both only where neither {@link TO_DECODE} nor {@link OWN_TYPE}. */
export const PROVIDER = 1024;
export const COMPARED = 2048;
/** Its type is not the one that its URN says. */
export const OWN_TYPE = 4096;
/** It may name a stack, or have an ARN of a kind, that none before it had. */
export const NEWS = 8192;

/** The bytes that are scanned; behind them is the text area. */
export const WINDOW = FACTS + MOST_SCANNED * FACT_COUNT * 4;

/** Why the scanner stopped: more bytes are needed, the list of resources is at its end, or its form is another one. */
export const MORE = 0;
export const LIST_ENDED = 1;
export const OTHER_FORM = 2;

// --- Looking at inputs; with a memory of its own

/** Sets of stages are bits of a word. */
export const MOST_STAGES = 32;

/** By letter, in small and capital form, whether a foreign word begins with it. */
export const FIRST_LETTERS = 256;

/**
 * By walk, a word of 32 bits: how much longer or shorter its text is so far than the first one's, where JSON in texts is looked at.
 */
export const OFFSETS = 640;

/** Of each stage that takes part, words of 32 bits: see {@link WALK_WORDS}. */
export const WALKS = 1024;
export const WALK_WORDS = 16;
/** Where the next line begins, and where the inputs end. */
export const AT = 0;
export const END = 1;
/** Where `propertyDependencies` starts and ends; 0 where the look can do without it. */
export const RECORDED_START = 2;
export const RECORDED_END = 3;
/** Number of the resource among those of all stages, and position of the stage. */
export const SELF = 4;
export const STAGE = 5;
/** Where the line begins of the property that is looked at, and its text, where there is a question about it. */
export const PROPERTY = 6;
export const TEXT_START = 7;
export const TEXT_END = 8;

/** Of each stage, how many bytes its block holds, and from where on, as a word of 32 bits and a 64-bit float. */
export const BLOCKS = WALKS + MOST_STAGES * WALK_WORDS * 4;
export const BLOCK_ENTRY = 16;
export const BLOCK_FROM = 8;

/** Keys of properties that others are read by: the length in one byte, then the key. */
export const READ_KEYS = 3584;
export const READ_KEY_SIZE = 16;
export const READ_KEY_COUNT = 2;

/** Where properties start and end in every walk: those that are left open, and those that others are read by. */
export const SPANS = 4096;
export const READ_SPANS = SPANS + 16384;
export const MOST_SPAN_WORDS = 4096;

/**
 * All words of all stages, in small letters, the longest first. Of each: where it stands, its length, by kind (name, account,
 * region) the stages that own it, its use.
 */
export const WORDS = READ_SPANS + 16384;
export const WORD_WORDS = 6;
export const MOST_WORDS = 1024;
export const WORD_TEXTS = WORDS + MOST_WORDS * WORD_WORDS * 4;
export const WORD_TEXTS_SIZE = 32768;
/** It means the same wherever it stands. */
export const WHOLE = 1;
/** Some stages own it as name or account, but not all. */
export const FOREIGN = 2;

/** Room for texts of a caller. */
export const SCRATCH = WORD_TEXTS + WORD_TEXTS_SIZE;
export const SCRATCH_SIZE = 16384;

/** What is known of maps and lists that JSON in a text has, by depth, and the keys of a list's elements. */
export const LEVELS = SCRATCH + SCRATCH_SIZE;
export const LEVEL_SIZE = 256;
export const KEYS_AT = LEVELS + 64 * LEVEL_SIZE;

/** Behind all that: the tables of resources, and what is looked at. */
export const TABLES = KEYS_AT + 4096;
/** Of a resource, in place of its address: it is no more, or no text refers to it by its id. */
export const NO_RESOURCE = 0xffffffff;
export const NO_IDENTITY = 0x80000000;
/** Bytes of one entry in the tables by URN, and by id or ARN. */
export const URN_ENTRY = 16;
export const OWNER_ENTRY = 24;

/** So much of an export is looked at at once: resources mostly pair in the order in which they stand. */
export const BLOCK_SIZE = 1 << 17;

/** What a look has come to: the end, properties that the stages do not share, or a question about texts or JSON in texts. */
export const DONE = 0;
export const OTHER_KEYS = 1;
export const ASK_TEXTS = 2;
export const ASK_JSON = 3;
/**
 * The same beyond one subject: bytes of an export are missing; the subject has to be compared as a whole, or those of its
 * properties that are left open; there is no other one.
 */
export const BYTES_MISSING = 4;
export const WHOLE_SUBJECT = 5;
export const OPEN_PARTS = 6;
export const ALL_DONE = 7;
