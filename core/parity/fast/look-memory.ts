/** The memory of the compiled look: the stages' words, the resources of all stages, and blocks of their exports. */
import type { Pairing } from "../addresses.ts";
import type { Resource } from "../resource.ts";
import type { StageIndex } from "../stage-index.ts";
import { type Vocabulary, WORD_KINDS, type Word } from "../words.ts";
import {
  BLOCK_SIZE,
  FACT_COUNT,
  FOREIGN,
  HASH_COUNT,
  MOST_STAGES,
  MOST_WORDS,
  NO_IDENTITY,
  NO_RESOURCE,
  OWNER_ENTRY,
  PART_COUNT,
  READ_KEY_SIZE,
  READ_KEYS,
  SCRATCH,
  SCRATCH_SIZE,
  SLACK,
  TABLES,
  URN_ENTRY,
  WHOLE,
  WORD_TEXTS,
  WORD_TEXTS_SIZE,
  WORD_WORDS,
  WORDS,
} from "./assembly/layout.ts";
import { changedWhileRead } from "./byte-source.ts";
import type { IndentedDeployment } from "./indented-deployment.ts";
import { IndentedResource } from "./indented-resource.ts";
import type { PlainWords } from "./plain-words.ts";
import { type Compiled, instantiate, type Memory, memoryOf } from "./wasm.ts";

const WORD_SIZE = 4;
const HASHES_SIZE = HASH_COUNT * 8;
const PARTS_SIZE = PART_COUNT * 2 * 8;
const FACTS_SIZE = FACT_COUNT * WORD_SIZE;
/** A table's entries for each text: it is never more than two thirds full. */
const ENTRIES_A_TEXT = 1.5;

/** A stage whose export is looked at. */
export interface LookedStage {
  readonly index: StageIndex;
  readonly deployment: IndentedDeployment;
}

/** Properties that others are read by: which ones the provider filled in, and whether Vercel hides a value. */
const READ_BY_OTHERS = ["__defaults", "sensitive"];

export class LookMemory {
  readonly compiled: Compiled;
  /** All of it, as bytes and as words of 32 bits. */
  readonly bytes: Buffer;
  readonly words: Uint32Array;
  readonly #stages: readonly LookedStage[];
  /** By stage position, where bytes of its export go that are looked at. */
  readonly #blocks: readonly Buffer[];
  /** By stage position, the number of its first resource among those of all stages. */
  readonly #firsts: readonly number[];
  /** By number. */
  readonly #resources: (Resource | undefined)[];

  /** null where there are more words or stages than there is room for. */
  static of(
    vocabulary: Vocabulary,
    stages: readonly LookedStage[],
    plain: PlainWords,
    pairing: Pairing,
  ): LookMemory | null {
    const words = vocabulary.words();
    const length = words.reduce((sum, { text }) => sum + text.length, 0);
    if (stages.length > MOST_STAGES || words.length > MOST_WORDS || length > WORD_TEXTS_SIZE) return null;
    return new LookMemory(stages, words, plain, pairing);
  }

  private constructor(stages: readonly LookedStage[], words: readonly Word[], plain: PlainWords, pairing: Pairing) {
    const counts = stages.map(({ deployment }) => deployment.resources.length);
    const total = counts.reduce((sum, count) => sum + count, 0);
    this.#stages = stages;
    this.#firsts = counts.map((_count, stage) => counts.slice(0, stage).reduce((sum, count) => sum + count, 0));
    this.#resources = new Array<Resource | undefined>(total).fill(undefined);
    const urnEntries = powerOfTwo(total * ENTRIES_A_TEXT);
    const ownerEntries = powerOfTwo(2 * total * ENTRIES_A_TEXT);
    const tables = placesOf({
      hashes: total * HASHES_SIZE,
      parts: total * PARTS_SIZE,
      urns: urnEntries * URN_ENTRY,
      owners: ownerEntries * OWNER_ENTRY,
      facts: total * FACTS_SIZE,
      addresses: total * WORD_SIZE,
      subjects: pairing.subjects.length * stages.length * WORD_SIZE,
      blocks: stages.length * (BLOCK_SIZE + SLACK),
    });
    const memory: Memory = memoryOf(tables.end);
    this.compiled = instantiate(memory);
    this.bytes = Buffer.from(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    this.#blocks = stages.map((_stage, position) => {
      const start = tables.blocks + position * (BLOCK_SIZE + SLACK);
      return this.bytes.subarray(start, start + BLOCK_SIZE);
    });
    this.#writeKeys();
    this.#writeWords(words, plain);
    this.compiled.useResources(tables.hashes, tables.addresses, tables.urns, urnEntries, tables.owners, ownerEntries);
    this.#writeScanned(tables);
    this.#writeSubjects(tables, pairing);
    this.#writeOthers(tables, pairing);
    const { parts, facts, subjects, blocks } = tables;
    this.compiled.useSubjects(parts, facts, subjects, pairing.subjects.length, stages.length, blocks);
  }

  /** By its number among those of all stages. */
  resource(number: number): Resource | undefined {
    return this.#resources[number];
  }

  /** Reads what the look is missing of an export. */
  readMissing(): void {
    const { missingStage, missingFrom, missingTo } = this.compiled;
    const [stage, from] = [missingStage.value, missingFrom.value];
    const block = this.#blocks[stage] ?? Buffer.alloc(0);
    const length = this.#stages[stage]?.deployment.inputs.read(block, from) ?? 0;
    if (missingTo.value > from + length) throw changedWhileRead();
    // What stood behind the end of the last bytes would be looked at as if it followed them.
    this.bytes.fill(0, block.byteOffset + length, block.byteOffset + length + SLACK);
    this.compiled.haveBytes(stage, from, length);
  }

  /** Writes a text of ASCII to where the compiled code can read it; where it ends, or 0 where there is no room for it. */
  write(text: string, position: number): number {
    const end = position + text.length;
    // What is read ahead has to be within the scratch area, too.
    if (end + SLACK > SCRATCH + SCRATCH_SIZE) return 0;
    return position + this.bytes.write(text, position, "latin1");
  }

  /** The number of a stage's resource among those of all stages; -1 where there are no bytes of it. */
  numberOf(stage: number, { state }: Resource): number {
    return state instanceof IndentedResource ? (this.#firsts[stage] ?? 0) + state.index : -1;
  }

  #writeKeys(): void {
    for (const [index, key] of READ_BY_OTHERS.entries()) {
      this.bytes[READ_KEYS + index * READ_KEY_SIZE] = key.length;
      this.bytes.write(key, READ_KEYS + index * READ_KEY_SIZE + 1, "latin1");
    }
  }

  #writeWords(words: readonly Word[], plain: PlainWords): void {
    let text = WORD_TEXTS;
    const longestFirst = [...words].sort((a, b) => b.text.length - a.text.length);
    for (const [index, word] of longestFirst.entries()) {
      const owners = WORD_KINDS.map((kind) => bitsOf(word.owners[kind]));
      const use = (plain.isWhole(word) ? WHOLE : 0) | (plain.isForeign(word) ? FOREIGN : 0);
      this.words.set([text, word.text.length, ...owners, use], WORDS / WORD_SIZE + index * WORD_WORDS);
      text += this.bytes.write(word.text, text, "latin1");
    }
    this.compiled.useWords(words.length);
  }

  #writeScanned(tables: Tables): void {
    for (const [stage, { deployment }] of this.#stages.entries()) {
      const first = this.#firsts[stage] ?? 0;
      const { hashes, parts, facts } = deployment.scanned;
      this.words.set(hashes, (tables.hashes + first * HASHES_SIZE) / WORD_SIZE);
      new Float64Array(this.bytes.buffer, tables.parts + first * PARTS_SIZE, parts.length).set(parts);
      this.words.set(facts, (tables.facts + first * FACTS_SIZE) / WORD_SIZE);
    }
  }

  /** The number of a subject's address is its position. */
  #writeSubjects(tables: Tables, { subjects }: Pairing): void {
    const { words } = this;
    const addresses = tables.addresses / WORD_SIZE;
    words.fill(NO_RESOURCE, addresses, addresses + this.#resources.length);
    let at = tables.subjects / WORD_SIZE;
    for (let position = 0; position < subjects.length; position++) {
      const resources = subjects[position]?.resources ?? [];
      for (let stage = 0; stage < resources.length; stage++, at++) {
        const resource = resources[stage];
        const number = resource ? this.numberOf(stage, resource) : -1;
        words[at] = number + 1;
        if (number < 0) continue;
        words[addresses + number] = position;
        this.#resources[number] = resource;
      }
    }
  }

  /** What is no subject has an address too, which may be that of one. */
  #writeOthers(tables: Tables, pairing: Pairing): void {
    const { words } = this;
    const others = new Map<string, number>();
    const addressNumber = (address: string) => {
      const known = pairing.positionOf(address) ?? others.get(address);
      if (known !== undefined) return known;
      const number = pairing.subjects.length + others.size;
      others.set(address, number);
      return number;
    };
    for (const [stage, { index, deployment }] of this.#stages.entries()) {
      for (const resource of index.resources) {
        const number = this.numberOf(stage, resource);
        if (number < 0 || this.#resources[number]) continue;
        this.#resources[number] = resource;
        const address = addressNumber(resource.address);
        words[tables.addresses / WORD_SIZE + number] = resource.isProvider ? (address | NO_IDENTITY) >>> 0 : address;
      }
      const first = this.#firsts[stage] ?? 0;
      this.compiled.addStage(stage, first, first + deployment.resources.length);
    }
  }
}

type TableName = "hashes" | "parts" | "urns" | "owners" | "facts" | "addresses" | "subjects" | "blocks";
type Tables = Readonly<Record<TableName | "end", number>>;

/** Puts the tables one behind the other, by their sizes in bytes. */
function placesOf(sizes: Readonly<Record<TableName, number>>): Tables {
  let at = TABLES;
  const places = { ...sizes, end: 0 };
  for (const name of Object.keys(sizes) as TableName[]) {
    places[name] = at;
    at = align(at + sizes[name]);
  }
  return { ...places, end: at };
}

function bitsOf(stages: ReadonlySet<number>): number {
  let bits = 0;
  for (const stage of stages) bits |= 1 << stage;
  return bits >>> 0;
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.max(4, Math.ceil(Math.log2(atLeast)));
}

/** To eight bytes. */
function align(position: number): number {
  return Math.ceil(position / 8) * 8;
}
