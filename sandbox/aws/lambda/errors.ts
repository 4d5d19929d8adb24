import type { Vendor, VendorError } from "../../model.ts";
import { regionalArn } from "../common/account.ts";
import { apiError } from "../common/errors.ts";

const statuses = {
  InvalidParameterValueException: 400,
  ResourceConflictException: 409,
  ResourceNotFoundException: 404,
} as const;

/** @param doing what the provider was doing, for example `creating Lambda Function (relay)` */
export function lambdaError(
  doing: string,
  operation: string,
  code: keyof typeof statuses,
  message: string,
): VendorError {
  return apiError(doing, { service: "Lambda", operation, status: statuses[code], code, message });
}

export function functionNotFound(
  vendor: Vendor,
  doing: string,
  operation: string,
  regionName: string,
  name: string,
): VendorError {
  const arn = regionalArn(vendor, "lambda", regionName, `function:${name}`);
  return lambdaError(doing, operation, "ResourceNotFoundException", `Function not found: ${arn}`);
}
