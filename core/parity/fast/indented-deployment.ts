/** The deployment of an indented export, whose resources are parsed when they are needed. */
import type { Deployment, PendingOperation } from "../state.ts";
import type { ByteSource } from "./byte-source.ts";
import type { IndentedResource } from "./indented-resource.ts";

export class IndentedDeployment implements Deployment {
  readonly resources: readonly IndentedResource[];
  readonly pending_operations: readonly PendingOperation[];
  /** Of each resource, hashes of its URN, id and `arn` output, one list after the other; see assembly/layout.ts. */
  readonly hashes: readonly Uint32Array[];
  readonly source: ByteSource;

  constructor(
    resources: readonly IndentedResource[],
    pending: readonly PendingOperation[],
    hashes: readonly Uint32Array[],
    source: ByteSource,
  ) {
    this.resources = resources;
    this.pending_operations = pending;
    this.hashes = hashes;
    this.source = source;
  }
}
