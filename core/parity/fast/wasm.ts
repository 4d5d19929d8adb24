/**
 * The code of assembly/, compiled ahead: it looks at sixteen bytes at once, and is fast from its first call on. What V8 makes of
 * TypeScript gets fast when a comparison is nearly over.
 */
import { WASM_BYTES } from "./wasm-bytes.ts";

const PAGE = 1 << 16;

/** What assembly/index.ts exports; all positions are those in the memory. */
export interface Compiled {
  readonly count: { readonly value: number };
  readonly next: { readonly value: number };
  readonly keptLength: { readonly value: number };
  scan(
    start: number,
    end: number,
    texts: number,
    textsBase: number,
    kept: number,
    keptBase: number,
    toExport: number,
  ): number;
  readonly openWords: { readonly value: number };
  readonly readWords: { readonly value: number };
  useWords(count: number): void;
  useResources(
    hashes: number,
    addresses: number,
    urns: number,
    urnEntries: number,
    owners: number,
    ownerEntries: number,
  ): void;
  addStage(stage: number, first: number, end: number): void;
  withUrn(start: number, end: number, stage: number): number;
  otherWith(start: number, end: number, stage: number, self: number): number;
  nextOther(
    text: number,
    length: number,
    from: number,
    to: number,
    shortest: number,
    stage: number,
    self: number,
  ): number;
  readonly foundStart: { readonly value: number };
  readonly foundEnd: { readonly value: number };
  areTextsEqual(walks: number): number;
  useSubjects(parts: number, facts: number, subjects: number, count: number, stages: number, blocks: number): void;
  readonly subject: { readonly value: number };
  readonly missingStage: { readonly value: number };
  readonly missingFrom: { readonly value: number };
  readonly missingTo: { readonly value: number };
  haveBytes(stage: number, from: number, length: number): void;
  lookOn(): number;
  answer(isEqual: boolean): number;
}

export interface Memory {
  /** Another one after the memory has grown. */
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** The part of WebAssembly that is used: TypeScript declares it for browsers only. */
interface WebAssemblyApi {
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

const { WebAssembly: api } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

let compiled: object | undefined;

/** The functions, with a memory of their own. */
export function instantiate(memory: Memory): Compiled {
  compiled ??= new api.Module(Buffer.from(WASM_BYTES, "base64"));
  return new api.Instance(compiled, { env: { memory } }).exports as Compiled;
}

/** A memory of at least so many bytes. */
export function memoryOf(bytes: number): Memory {
  return new api.Memory({ initial: Math.ceil(bytes / PAGE) });
}

/** Makes it at least so large. What was in it stays. */
export function growTo(memory: Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}
