/** The memory of the compiled look: the stages' words, the resources of all stages, and blocks of their exports. */
import type { Setting } from "../comparison.ts";
import type { Resource, StageIndex } from "../stage-index.ts";
import { WORD_KINDS, type Word } from "../words.ts";
import {
  FOREIGN,
  HASH_COUNT,
  MOST_STAGES,
  MOST_WORDS,
  NO_IDENTITY,
  NO_RESOURCE,
  OWNER_ENTRY,
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
import type { IndentedDeployment } from "./indented-deployment.ts";
import { IndentedResource } from "./indented-resource.ts";
import type { PlainWords } from "./plain-words.ts";
import { type Compiled, instantiate, type Memory, memoryOf } from "./wasm.ts";

/** So much of an export is read at once: resources mostly pair in the order in which they stand. */
const BLOCK_SIZE = 1 << 17;
const WORD_SIZE = 4;
const HASHES_SIZE = HASH_COUNT * 8;
/** A table's entries for each text: it is never more than two thirds full. */
const ENTRIES_A_TEXT = 1.5;

/** A stage whose export is looked at. */
export interface LookedStage {
  readonly index: StageIndex;
  readonly deployment: IndentedDeployment;
}

/** Written in an export as it is: other signs may be escapes there. */
const PLAIN = /^[ !#-%'-;=?-[\]-~]*$/;

/** Properties that others are read by: which ones the provider filled in, and whether Vercel hides a value. */
const READ_BY_OTHERS = ["__defaults", "sensitive"];

export class LookMemory {
  readonly compiled: Compiled;
  /** All of it, as bytes and as words of 32 bits. */
  readonly bytes: Buffer;
  readonly words: Uint32Array;
  /** By stage position, where the next bytes of its export go. */
  readonly blocks: readonly Buffer[];
  /** By stage position, the number of its first resource among those of all stages. */
  readonly firsts: readonly number[];
  /** By number. */
  readonly #resources: (Resource | undefined)[];

  /** null where there are more words or stages than there is room for. */
  static of({ vocabulary }: Setting, stages: readonly LookedStage[], plain: PlainWords): LookMemory | null {
    const words = vocabulary.words();
    const length = words.reduce((sum, { text }) => sum + text.length, 0);
    if (stages.length > MOST_STAGES || words.length > MOST_WORDS || length > WORD_TEXTS_SIZE) return null;
    return new LookMemory(stages, words, plain);
  }

  private constructor(stages: readonly LookedStage[], words: readonly Word[], plain: PlainWords) {
    const counts = stages.map(({ deployment }) => deployment.resources.length);
    const total = counts.reduce((sum, count) => sum + count, 0);
    this.firsts = counts.map((_count, stage) => counts.slice(0, stage).reduce((sum, count) => sum + count, 0));
    this.#resources = new Array<Resource | undefined>(total).fill(undefined);
    const urnEntries = powerOfTwo(total * ENTRIES_A_TEXT);
    const ownerEntries = powerOfTwo(2 * total * ENTRIES_A_TEXT);
    const addresses = TABLES + total * HASHES_SIZE;
    const urns = align(addresses + total * WORD_SIZE);
    const owners = urns + urnEntries * URN_ENTRY;
    const blocks = owners + ownerEntries * OWNER_ENTRY;
    const memory: Memory = memoryOf(blocks + stages.length * (BLOCK_SIZE + SLACK));
    this.compiled = instantiate(memory);
    this.bytes = Buffer.from(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    this.blocks = stages.map((_stage, position) => {
      const start = blocks + position * (BLOCK_SIZE + SLACK);
      return this.bytes.subarray(start, start + BLOCK_SIZE);
    });
    this.#writeKeys();
    this.#writeWords(words, plain);
    this.compiled.useResources(TABLES, addresses, urns, urnEntries, owners, ownerEntries);
    this.#writeResources(stages, addresses);
  }

  /** Writes a text of ASCII to where the compiled code can read it; where it ends, or 0 where there is no room for it. */
  write(text: string, position: number): number {
    const end = position + text.length;
    // What is read ahead has to be within the scratch area, too.
    if (end + SLACK > SCRATCH + SCRATCH_SIZE) return 0;
    return position + this.bytes.write(text, position, "latin1");
  }

  /** The one other resource of the stage that a text of plain ASCII may refer to by its id or ARN; null where that is not known. */
  onlyOther(stage: number, text: string, self: Resource): Resource | null | undefined {
    const end = PLAIN.test(text) ? this.write(text, SCRATCH) : 0;
    if (end === 0 || !(self.state instanceof IndentedResource)) return null;
    const number = this.compiled.otherWith(SCRATCH, end, stage, (this.firsts[stage] ?? 0) + self.state.index);
    return this.#resources[number];
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

  #writeResources(stages: readonly LookedStage[], addresses: number): void {
    const numbers = new Map<string, number>();
    for (const [stage, { index, deployment }] of stages.entries()) {
      const first = this.firsts[stage] ?? 0;
      let hashesAt = (TABLES + first * HASHES_SIZE) / WORD_SIZE;
      for (const hashes of deployment.hashes) {
        this.words.set(hashes, hashesAt);
        hashesAt += hashes.length;
      }
      const start = addresses / WORD_SIZE + first;
      this.words.fill(NO_RESOURCE, start, start + deployment.resources.length);
      for (const resource of index.resources) {
        if (!(resource.state instanceof IndentedResource)) continue;
        const { address } = resource;
        this.#resources[first + resource.state.index] = resource;
        let number = numbers.get(address);
        if (number === undefined) {
          number = numbers.size;
          numbers.set(address, number);
        }
        this.words[start + resource.state.index] = resource.isProvider ? (number | NO_IDENTITY) >>> 0 : number;
      }
      this.compiled.addStage(stage, first, first + deployment.resources.length);
    }
  }
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
