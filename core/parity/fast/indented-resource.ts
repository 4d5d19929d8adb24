/** A resource of an indented export: its texts are decoded and its parts parsed when they are asked for. */
import { isCompared, isProvider, type Resource } from "../resource.ts";
import type { StateResource } from "../state.ts";
import { parseUrn } from "../urn.ts";
import type { Tree } from "../values.ts";
import {
  COMPARED,
  CUSTOM,
  DELETE,
  EXTERNAL,
  HAS_CUSTOM,
  NEWS,
  OWN_TYPE,
  PROVIDER,
  TO_DECODE,
} from "./assembly/layout.ts";
import type { PartTable } from "./part-table.ts";
import type { ResourceTexts } from "./resource-texts.ts";

/** What all resources of an export share. */
export interface ExportTables {
  readonly texts: ResourceTexts;
  readonly parts: PartTable;
}

export class IndentedResource implements StateResource, Resource {
  readonly #tables: ExportTables;
  /** Position in the export. */
  readonly index: number;
  readonly isProvider: boolean;
  readonly compared: boolean;
  readonly written: string;
  #address: string | null = null;

  constructor(tables: ExportTables, index: number) {
    this.#tables = tables;
    this.index = index;
    const { texts } = tables;
    const flags = texts.flags(index);
    if ((flags & (TO_DECODE | OWN_TYPE)) === 0) {
      this.isProvider = (flags & PROVIDER) !== 0;
      this.compared = (flags & COMPARED) !== 0;
      this.written = texts.typeAndName(index);
    } else {
      this.isProvider = isProvider(this.type);
      this.compared = isCompared(this, this.type);
      this.written = `${this.type}::${this.name}`;
    }
  }

  get state(): this {
    return this;
  }

  get urn(): string {
    return this.#tables.texts.urn(this.index);
  }

  get type(): string {
    return this.#tables.texts.type(this.index) ?? parseUrn(this.urn)?.type ?? "";
  }

  get name(): string {
    return parseUrn(this.urn)?.name ?? "";
  }

  get address(): string {
    return this.#address ?? this.urn;
  }

  set address(address: string) {
    this.#address = address;
  }

  get id(): string | undefined {
    return this.#tables.texts.id(this.index);
  }

  /** The `arn` output. */
  get arn(): string | undefined {
    return this.#tables.texts.arn(this.index);
  }

  get custom(): boolean | undefined {
    return this.#is(HAS_CUSTOM) ? this.#is(CUSTOM) : undefined;
  }

  get external(): boolean {
    return this.#is(EXTERNAL);
  }

  get delete(): boolean {
    return this.#is(DELETE);
  }

  /** Whether it may name a stack, or have an ARN of a kind, that none before it had. */
  get hasNews(): boolean {
    return this.#is(NEWS);
  }

  get inputs(): Tree | undefined {
    return this.#tables.parts.parse(this.index, "inputs") as Tree | undefined;
  }

  get outputs(): Tree | undefined {
    return this.#tables.parts.parse(this.index, "outputs") as Tree | undefined;
  }

  get dependencies(): readonly string[] | undefined {
    return this.#tables.parts.parse(this.index, "dependencies") as readonly string[] | undefined;
  }

  get propertyDependencies(): StateResource["propertyDependencies"] {
    return this.#tables.parts.parse(this.index, "propertyDependencies") as StateResource["propertyDependencies"];
  }

  get additionalSecretOutputs(): readonly string[] | undefined {
    return this.#tables.parts.parse(this.index, "additionalSecretOutputs") as readonly string[] | undefined;
  }

  /** Whether a part may contain an ASCII text, written as it is. */
  mayHold(part: "inputs" | "outputs", text: string): boolean {
    return this.#tables.parts.holds(this.index, part, text);
  }

  #is(flag: number): boolean {
    return (this.#tables.texts.flags(this.index) & flag) !== 0;
  }
}
