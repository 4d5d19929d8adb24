import { Metadata, status } from "@grpc/grpc-js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import statusProto from "@pulumi/pulumi/proto/status_pb.js";
import anyProto from "google-protobuf/google/protobuf/any_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { BridgeStyle } from "../model.ts";

/** An error as gRPC sends it to the engine. */
export interface RpcError {
  readonly code: status;
  readonly message: string;
  readonly metadata?: Metadata;
}

export function rpcError(message: string): RpcError {
  return { code: status.UNKNOWN, message };
}

/** hashicorp/go-multierror's list, in which Terraform's older SDK wraps every error. */
export function bridgeMessage(style: BridgeStyle, message: string): string {
  return style === "sdk" ? `1 error occurred:\n\t* ${message}\n\n` : message;
}

/** "The object exists, but is not as it should be": the engine keeps the state and tries again at the next update. */
export function initializationError(id: string, properties: Struct, reason: string): RpcError {
  const failure = new providerProto.ErrorResourceInitFailed();
  failure.setId(id);
  failure.setProperties(properties);
  failure.setReasonsList([reason]);
  const detail = new anyProto.Any();
  detail.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const details = new statusProto.Status();
  details.setCode(status.UNKNOWN);
  details.setMessage(reason);
  details.addDetails(detail);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(details.serializeBinary()));
  return { code: status.UNKNOWN, message: reason, metadata };
}

export function isRpcError(error: unknown): error is RpcError {
  return (
    typeof error === "object" && error !== null && !(error instanceof Error) && "code" in error && "message" in error
  );
}

export function notModelled(what: "resource type" | "function", token: string): string {
  return `the sandbox does not model the ${what} ${token}; sandbox/README.md lists what it models`;
}
