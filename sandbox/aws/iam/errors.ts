import type { VendorError } from "../../model.ts";
import { apiError } from "../common/errors.ts";
import type { DocumentRefusal } from "./document-rules.ts";

const statuses = {
  DeleteConflict: 409,
  EntityAlreadyExists: 409,
  LimitExceeded: 409,
  MalformedPolicyDocument: 400,
  NoSuchEntity: 404,
} as const;

/** IAM declares all of its errors, so the SDK names them without "api error". */
export function iamError(doing: string, operation: string, code: keyof typeof statuses, message: string): VendorError {
  return apiError(doing, { service: "IAM", operation, status: statuses[code], code, message });
}

export function throwRefusal(doing: string, operation: string, refusal: DocumentRefusal | null): void {
  if (refusal !== null) throw iamError(doing, operation, refusal.code, refusal.message);
}

export function noSuchRole(doing: string, operation: string, role: string): VendorError {
  return iamError(doing, operation, "NoSuchEntity", `The role with name ${role} cannot be found.`);
}
