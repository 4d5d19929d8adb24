/**
 * Reads an export in the form of `pulumi stack export` without parsing it: where its resources and their parts lie. An export of
 * 100,000 resources is longer than the longest string of V8, and JSON.parse makes several times its size of objects.
 */
import { type PendingOperation, readState } from "../state.ts";
import { parseUrn } from "../urn.ts";
import { isTree } from "../values.ts";
import { BlockReader, type ByteSource } from "./byte-source.ts";
import { SLACK } from "./every-form.ts";
import { IndentedDeployment } from "./indented-deployment.ts";
import { IndentedResource } from "./indented-resource.ts";
import { MEMBERS } from "./members.ts";
import { PARTS, type Part, PartTable } from "./part-table.ts";
import { INCOMPLETE, ResourceScanner } from "./scanner.ts";

/** So much is looked at at once; grows where a single resource is larger. */
const WINDOW = 1 << 20;
const PART_BLOCK = 1 << 13;
const LIST_START = Buffer.from('\n        "resources": [\n');
const LIST_END = "\n        ]";
/** Stands for the resources when what is around them is parsed. */
const MARK = '"resources"';
const COMMA = 0x2c;
const NEWLINE = 0x0a;

const QUOTE = 0x22;

/** First signs of `true` and `false`; the scanner has seen that the rest follows. */
const TRUE = 0x74;
const FALSE = 0x66;

const memberOf = (name: (typeof MEMBERS)[number]) => MEMBERS.indexOf(name);
const URN = memberOf("urn");
const TYPE = memberOf("type");
const CUSTOM = memberOf("custom");
const EXTERNAL = memberOf("external");
const DELETE = memberOf("delete");
const ID = memberOf("id");
const partMembers = PARTS.map((part) => memberOf(part));
const OPENING_OF_PART: Readonly<Record<Part, string>> = {
  inputs: "{",
  outputs: "{",
  dependencies: "[",
  propertyDependencies: "{",
  additionalSecretOutputs: "[",
};
const partOpenings = PARTS.map((part) => OPENING_OF_PART[part].charCodeAt(0));

/** null where the export has another form, or anything is wrong with it: then it has to be parsed as a whole. */
export function readIndented(source: ByteSource): IndentedDeployment | null {
  return new IndentedExport(source).read();
}

/** Something is not as `pulumi stack export` writes it. */
class OtherForm extends Error {}

class IndentedExport {
  readonly #source: ByteSource;
  readonly #scanner = new ResourceScanner();
  readonly #table: PartTable;
  readonly #resources: IndentedResource[] = [];
  /** The same few types stand in every resource: one text each is enough. */
  readonly #types = new Map<string, string>();
  #window = Buffer.alloc(WINDOW + SLACK);
  /** Where in the export the window begins, and how much of it is filled. */
  #base = 0;
  #filled = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.#table = new PartTable(new BlockReader(source, PART_BLOCK));
  }

  read(): IndentedDeployment | null {
    try {
      this.#fill(0);
      const found = this.#window.subarray(0, this.#filled).indexOf(LIST_START);
      if (found < 0) return null;
      const head = this.#window.toString("utf8", 0, found + LIST_START.length);
      const end = this.#readResources(found + LIST_START.length);
      const pending = this.#readAround(head, end);
      return new IndentedDeployment(this.#resources, pending, this.#source);
    } catch (error) {
      if (error instanceof OtherForm) return null;
      throw error;
    }
  }

  /** Returns where in the export the list's end begins. */
  #readResources(first: number): number {
    let at = first;
    for (;;) {
      const end = this.#scanner.scan(at);
      // The sign after the resource must be in the window too.
      if (end === INCOMPLETE || (end >= 0 && end + LIST_END.length > this.#filled)) {
        if (!this.#fill(at)) throw new OtherForm();
        at = 0;
        continue;
      }
      if (end < 0) throw new OtherForm();
      this.#add();
      if (this.#window[end] === COMMA && this.#window[end + 1] === NEWLINE) at = end + 2;
      else if (this.#window.toString("latin1", end, end + LIST_END.length) === LIST_END) return this.#base + end;
      else throw new OtherForm();
    }
  }

  /** Moves the window to `from` and fills it; false where nothing is left to read. */
  #fill(from: number): boolean {
    const kept = this.#filled - from;
    if (kept === this.#window.length - SLACK) {
      const larger = Buffer.alloc(2 * kept + SLACK);
      this.#window.copy(larger, 0, from, this.#filled);
      this.#window = larger;
    } else this.#window.copyWithin(0, from, this.#filled);
    this.#base += from;
    const room = this.#window.subarray(kept, this.#window.length - SLACK);
    const read = this.#source.read(room, this.#base + kept);
    this.#filled = kept + read;
    this.#window.fill(0, this.#filled, this.#filled + SLACK);
    this.#scanner.use(this.#window, this.#filled);
    return read > 0;
  }

  #add(): void {
    const { starts, ends, arnStart, arnEnd, signed, recorded } = this.#scanner;
    const urn = this.#text(URN);
    if (!urn || !parseUrn(urn)) throw new OtherForm();
    const type = this.#text(TYPE);
    for (let index = 0; index < partMembers.length; index++) {
      const member = partMembers[index] ?? 0;
      const start = starts[member] ?? 0;
      if (start !== 0 && this.#window[start] !== partOpenings[index]) throw new OtherForm();
      if (start === 0) this.#table.add(0, 0);
      else this.#table.add(this.#base + start, this.#base + (ends[member] ?? 0));
    }
    const resource = new IndentedResource(this.#table, this.#resources.length, {
      urn,
      type: type === undefined ? undefined : this.#oneText(type),
      custom: this.#flag(CUSTOM),
      external: this.#flag(EXTERNAL) ?? false,
      delete: this.#flag(DELETE) ?? false,
      id: this.#text(ID),
      arn: arnStart === 0 ? undefined : this.#decode(arnStart, arnEnd),
      signed,
      recorded,
    });
    this.#resources.push(resource);
  }

  #text(member: number): string | undefined {
    const start = this.#scanner.starts[member] ?? 0;
    if (start === 0) return undefined;
    if (this.#window[start] !== QUOTE) throw new OtherForm();
    return this.#decode(start, this.#scanner.ends[member] ?? 0);
  }

  #flag(member: number): boolean | undefined {
    const start = this.#scanner.starts[member] ?? 0;
    if (start === 0) return undefined;
    const first = this.#window[start];
    if (first !== TRUE && first !== FALSE) throw new OtherForm();
    return first === TRUE;
  }

  #decode(start: number, end: number): string {
    const text = this.#window.toString("utf8", start + 1, end - 1);
    return text.includes("\\") ? JSON.parse(`"${text}"`) : text;
  }

  #oneText(text: string): string {
    const known = this.#types.get(text);
    if (known !== undefined) return known;
    this.#types.set(text, text);
    return text;
  }

  /** What stands before and after the resources is small, and read as any export is. */
  #readAround(head: string, end: number): readonly PendingOperation[] {
    const tail = Buffer.alloc(this.#source.size - end);
    this.#source.read(tail, end);
    let around: unknown;
    try {
      around = JSON.parse(`${head}${MARK}${tail.toString("utf8")}`);
    } catch {
      throw new OtherForm();
    }
    const deployment = isTree(around) ? around["deployment"] : undefined;
    const list: unknown = isTree(deployment) ? deployment["resources"] : undefined;
    if (!isTree(around) || !isTree(deployment) || !Array.isArray(list) || list[0] !== JSON.parse(MARK))
      throw new OtherForm();
    const [first] = this.#resources;
    const state = readState({ ...around, deployment: { ...deployment, resources: [{ urn: first?.urn }] } });
    if (!state.ok) throw new OtherForm();
    return state.deployment.pending_operations;
  }
}
