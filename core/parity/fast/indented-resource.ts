/** A resource of an indented export: its parts are parsed when they are asked for. */
import type { StateResource } from "../state.ts";
import type { Tree } from "../values.ts";
import { CUSTOM, DELETE, EXTERNAL, HAS_CUSTOM, RECORDED, SIGNED } from "./assembly/layout.ts";
import type { PartTable } from "./part-table.ts";
import type { KnownResource } from "./scanned-texts.ts";

export class IndentedResource implements StateResource {
  readonly #table: PartTable;
  /** Position in the export. */
  readonly index: number;
  readonly urn: string;
  readonly type: string | undefined;
  readonly custom: boolean | undefined;
  readonly external: boolean;
  readonly delete: boolean;
  readonly id: string | undefined;
  /** The `arn` output. */
  readonly arn: string | undefined;
  /** Whether a secret, an asset or the like stands in the inputs. */
  readonly signed: boolean;
  /** Whether any input was made from other resources. */
  readonly recorded: boolean;

  constructor(table: PartTable, index: number, { urn, type, id, arn, flags }: KnownResource) {
    this.#table = table;
    this.index = index;
    this.urn = urn;
    this.type = type;
    this.id = id;
    this.arn = arn;
    this.custom = (flags & HAS_CUSTOM) === 0 ? undefined : (flags & CUSTOM) !== 0;
    this.external = (flags & EXTERNAL) !== 0;
    this.delete = (flags & DELETE) !== 0;
    this.signed = (flags & SIGNED) !== 0;
    this.recorded = (flags & RECORDED) !== 0;
  }

  get inputs(): Tree | undefined {
    return this.#table.parse(this.index, "inputs") as Tree | undefined;
  }

  get outputs(): Tree | undefined {
    return this.#table.parse(this.index, "outputs") as Tree | undefined;
  }

  get dependencies(): readonly string[] | undefined {
    return this.#table.parse(this.index, "dependencies") as readonly string[] | undefined;
  }

  get propertyDependencies(): StateResource["propertyDependencies"] {
    return this.#table.parse(this.index, "propertyDependencies") as StateResource["propertyDependencies"];
  }

  get additionalSecretOutputs(): readonly string[] | undefined {
    return this.#table.parse(this.index, "additionalSecretOutputs") as readonly string[] | undefined;
  }

  /** Where the inputs lie in the export; start is 0 where the resource has none. */
  get inputsStart(): number {
    return this.#table.start(this.index, "inputs");
  }

  get inputsEnd(): number {
    return this.#table.end(this.index, "inputs");
  }

  /** Where what the inputs were made from lies; start is 0 where that is not recorded. */
  get recordedStart(): number {
    return this.#table.start(this.index, "propertyDependencies");
  }

  get recordedEnd(): number {
    return this.#table.end(this.index, "propertyDependencies");
  }

  /** Whether a part may contain an ASCII text, written as it is. */
  mayHold(part: "inputs" | "outputs", text: string): boolean {
    return this.#table.holds(this.index, part, text);
  }
}
