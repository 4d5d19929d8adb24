import type { VendorError } from "../../model.ts";
import { apiError } from "../common/errors.ts";

/** @param doing what the provider was doing, for example `creating SNS Topic (alerts)` */
export function invalidParameter(doing: string, operation: string, message: string): VendorError {
  const code = "InvalidParameter";
  return apiError(doing, { service: "SNS", operation, status: 400, code, message: `Invalid parameter: ${message}` });
}

export function topicNotFound(doing: string, operation: string): VendorError {
  return apiError(doing, {
    service: "SNS",
    operation,
    status: 404,
    code: "NotFound",
    message: "Topic does not exist",
  });
}
