/**
 * Reads an export in the form of `pulumi stack export` without parsing it: where its resources and their parts lie. An export of
 * 100,000 resources is longer than the longest string of V8, and JSON.parse makes several times its size of objects.
 */
import { type PendingOperation, readState } from "../state.ts";
import { parseUrn } from "../urn.ts";
import { isTree } from "../values.ts";
import { LIST_ENDED, OTHER_FORM } from "./assembly/layout.ts";
import { BlockReader, type ByteSource } from "./byte-source.ts";
import { IndentedDeployment } from "./indented-deployment.ts";
import { IndentedResource } from "./indented-resource.ts";
import { PartTable } from "./part-table.ts";
import { ResourceScanner } from "./scanner.ts";

/** Parts are asked for here and there: few bytes are read at once. */
const PART_BLOCK = 1 << 13;
const LIST_START = Buffer.from('\n        "resources": [\n');
/** Stands for the resources when what is around them is parsed. */
const MARK = '"resources"';

/** null where the export has another form, or anything is wrong with it: then it has to be parsed as a whole. */
export function readIndented(source: ByteSource): IndentedDeployment | null {
  return new IndentedExport(source).read();
}

/** Something is not as `pulumi stack export` writes it. */
class OtherForm extends Error {}

class IndentedExport {
  readonly #source: ByteSource;
  readonly #scanner: ResourceScanner;
  readonly #table: PartTable;
  readonly #resources: IndentedResource[] = [];
  readonly #hashes: Uint32Array[] = [];

  constructor(source: ByteSource) {
    this.#source = source;
    this.#scanner = new ResourceScanner(source);
    this.#table = new PartTable(new BlockReader(source, Buffer.allocUnsafeSlow(PART_BLOCK)));
  }

  read(): IndentedDeployment | null {
    try {
      const { window } = this.#scanner;
      const found = window.indexOf(LIST_START);
      if (found < 0) return null;
      const head = window.toString("utf8", 0, found + LIST_START.length);
      const end = this.#readResources(found + LIST_START.length);
      const pending = this.#readAround(head, end);
      return new IndentedDeployment(this.#resources, pending, this.#hashes, this.#source);
    } catch (error) {
      if (error instanceof OtherForm) return null;
      throw error;
    }
  }

  /** Returns where in the export the list's end begins. */
  #readResources(first: number): number {
    const scanner = this.#scanner;
    let at = first;
    for (;;) {
      const why = scanner.scan(at);
      if (why === OTHER_FORM) throw new OtherForm();
      this.#table.add(scanner.parts);
      this.#hashes.push(scanner.hashes.slice());
      for (let resource = 0; resource < scanner.count; resource++) this.#add(resource);
      if (why === LIST_ENDED) return scanner.inExport(scanner.next);
      if (!scanner.fill(scanner.next)) throw new OtherForm();
      at = 0;
    }
  }

  #add(index: number): void {
    const scanned = this.#scanner.resource(index);
    if (!parseUrn(scanned.urn)) throw new OtherForm();
    this.#resources.push(new IndentedResource(this.#table, this.#resources.length, scanned));
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
