import type { handleUnaryCall, ServerUnaryCall } from "@grpc/grpc-js";
import { VendorError } from "../model.ts";
import { isRpcError, type RpcError, rpcError } from "./errors.ts";

/** Turns a function into a gRPC handler; a {@link VendorError} is the vendor's answer, anything else is a bug of the sandbox. */
export function answer<Request, Response>(
  handle: (call: ServerUnaryCall<Request, Response>) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(toRpcError(error)),
      );
  };
}

function toRpcError(error: unknown): RpcError {
  if (isRpcError(error)) return error;
  if (error instanceof VendorError) return rpcError(error.message);
  return rpcError(`the sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
