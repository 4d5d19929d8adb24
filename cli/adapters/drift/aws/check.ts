import { GetSubscriptionAttributesCommand, SNSClient, SNSServiceException } from "@aws-sdk/client-sns";
import * as v from "valibot";
import type { DriftDraft, VendorCheck } from "../../../../core/drift/types.ts";
import { AWS, type VendorFailure } from "../../../../core/drift/vendors/failure.ts";
import {
  type DeclaredSubscription,
  declaredSubscriptions,
  pendingSubscription,
} from "../../../../core/drift/vendors/judge-alerts.ts";
import { failureOfError, failureOfStatus } from "../failure-of.ts";
import { Questions, VendorUnread } from "../questions.ts";

/** How AWS is reached. */
export interface AwsAccess {
  /** Null: whatever else the AWS SDK finds, a profile for example. */
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  } | null;
  readonly profile: string | null;
  /** Null: AWS itself. */
  readonly endpoint: string | null;
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 30_000;

export function awsAccess(env: Readonly<Record<string, string | undefined>>): AwsAccess {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  return {
    credentials:
      accessKeyId && secretAccessKey
        ? { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }
        : null,
    profile: env["AWS_PROFILE"] || null,
    endpoint: env["AWS_ENDPOINT_URL_SNS"] || env["AWS_ENDPOINT_URL"] || null,
  };
}

/** Subscriptions that nobody has confirmed: their alerts reach nobody, and to the provider they are no difference. */
export function awsCheck(access: AwsAccess): VendorCheck {
  return async ({ deployment }) => {
    const questions = new Questions(AWS);
    const drafts: DriftDraft[] = [];
    for (const subscription of declaredSubscriptions(deployment)) {
      const question = {
        what: `the subscription ${subscription.recorded.name}`,
        permission: "the action sns:GetSubscriptionAttributes",
      };
      const isPending = await questions.ask(question, () => readIsPending(access, subscription));
      if (isPending === true) drafts.push(pendingSubscription(subscription));
    }
    return { drafts, incomplete: questions.lines, coverage: [], notes: [] };
  };
}

/** False also for one that is gone, which a refresh says. */
async function readIsPending(access: AwsAccess, { arn }: DeclaredSubscription): Promise<boolean> {
  const client = createSns(access, regionOf(arn));
  try {
    const { Attributes: attributes } = await client.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }),
    );
    const pending = attributes?.["PendingConfirmation"];
    if (pending === "true" || pending === "false") return pending === "true";
    throw new VendorUnread({ kind: "unknown-answer", what: "no PendingConfirmation" });
  } catch (error) {
    if (error instanceof SNSServiceException && error.name === "NotFoundException") return false;
    throw error instanceof VendorUnread ? error : new VendorUnread(failureOf(error, access));
  } finally {
    client.destroy();
  }
}

function createSns(access: AwsAccess, region: string): SNSClient {
  const { credentials, profile, endpoint, timeoutMs = defaultTimeoutMs } = access;
  return new SNSClient({
    region,
    maxAttempts: 3,
    requestHandler: { requestTimeout: timeoutMs, connectionTimeout: timeoutMs, throwOnRequestTimeout: true },
    ...(credentials === null ? {} : { credentials }),
    ...(credentials === null && profile !== null ? { profile } : {}),
    ...(endpoint === null ? {} : { endpoint }),
  });
}

/** `arn:aws:sns:eu-central-1:123456789012:agent-ops-alerts:...` */
function regionOf(arn: string): string {
  return arn.split(":")[3] || "us-east-1";
}

/** Errors of SNS: https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html#API_GetSubscriptionAttributes_Errors */
function failureOf(error: unknown, { timeoutMs = defaultTimeoutMs }: AwsAccess): VendorFailure {
  if (error instanceof Error && /^(CredentialsProviderError|TokenProviderError)$/.test(error.name)) {
    return { kind: "no-credentials" };
  }
  const answer = answerIn(error);
  if (answer === null) return failureOfError(error, timeoutMs);
  const { service, name, status } = answer;
  if (/Throttl/.test(name)) return { kind: "rate-limit", seconds: null };
  if (status >= 500) return failureOfStatus(status, {}, name);
  if (service === "none") return { kind: "unknown-answer", what: `${status} with ${answer.contentType}` };
  // Whatever else was asked was asked for credentials: STS for a role, or SSO.
  if (service === "other" || unauthorised.has(name)) return { kind: "unauthorised" };
  return failureOfStatus(status, {}, name);
}

interface AwsAnswer {
  /** `none`: an answer that no service gives, for example the page of a proxy. */
  readonly service: "sns" | "other" | "none";
  /** Of the error. */
  readonly name: string;
  readonly status: number;
  readonly contentType: string;
}

/**
 * The answer that an error of the AWS SDK is about; null where there was none. Each service has its own class of errors and no
 * common one that is exported; all of them say whose fault it was.
 */
function answerIn(error: unknown): AwsAnswer | null {
  const read = v.safeParse(errorSchema, error);
  if (!(error instanceof Error) || !read.success) return null;
  const { $metadata, $fault, $response } = read.output;
  const service = error instanceof SNSServiceException ? "sns" : $fault === undefined ? "none" : "other";
  const contentType = $response?.headers["content-type"]?.split(";")[0] || "no content type";
  return { service, name: error.name, status: $metadata.httpStatusCode, contentType };
}

const errorSchema = v.object({
  $metadata: v.object({ httpStatusCode: v.number() }),
  $fault: v.optional(v.string()),
  $response: v.optional(v.object({ headers: v.record(v.string(), v.string()) })),
});

const unauthorised: ReadonlySet<string> = new Set([
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
  "MissingAuthenticationTokenException",
]);
