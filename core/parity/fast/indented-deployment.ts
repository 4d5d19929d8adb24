/** The deployment of an indented export, whose resources are parsed when they are needed. */
import type { Deployment, PendingOperation } from "../state.ts";
import type { ByteSource } from "./byte-source.ts";
import type { IndentedResource } from "./indented-resource.ts";
import type { ScannedExport } from "./scanned-export.ts";

export class IndentedDeployment implements Deployment {
  readonly resources: readonly IndentedResource[];
  readonly pending_operations: readonly PendingOperation[];
  /** What the scanner has noted of the resources. */
  readonly scanned: ScannedExport;
  /** Where inputs, and what they were made from, are looked at. */
  readonly inputs: ByteSource;

  constructor(
    resources: readonly IndentedResource[],
    pending: readonly PendingOperation[],
    scanned: ScannedExport,
    inputs: ByteSource,
  ) {
    this.resources = resources;
    this.pending_operations = pending;
    this.scanned = scanned;
    this.inputs = inputs;
  }
}
