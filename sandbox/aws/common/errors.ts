import { VendorError } from "../../model.ts";

/** A refusal of an AWS API as the AWS SDK for Go words it. */
interface ApiRefusal {
  /** As the SDK names the service: `DynamoDB`, `S3`, `IAM`, `SQS`. */
  readonly service: string;
  readonly operation: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Errors that the service's API description does not declare are introduced with "api error". */
  readonly undeclared?: boolean;
}

/** Different for every request at AWS, always the same here. */
const requestId = "RequestID: 00000000-0000-4000-8000-000000000000";
const s3RequestId = "RequestID: 0000000000000000, HostID: 0000000000000000000000000000";

/** aws-sdk-go-v2 and smithy-go: OperationError, ResponseError and GenericAPIError. */
function apiText({ service, operation, status, code, message, undeclared }: ApiRefusal): string {
  const id = service === "S3" ? s3RequestId : requestId;
  const error = `${undeclared === true ? "api error " : ""}${code}: ${message}`;
  return `operation error ${service}: ${operation}, https response error StatusCode: ${status}, ${id}, ${error}`;
}

/** @param doing what the provider was doing, for example `creating IAM Role (etl)` */
export function apiError(doing: string, refusal: ApiRefusal): VendorError {
  return new VendorError(`${doing}: ${apiText(refusal)}`);
}
