/** The parts of the AWS SDK that the relay uses. They are handed in: Lambda's runtime brings its own copy. */
export interface Sdk {
  readonly sns: Pick<typeof import("@aws-sdk/client-sns"), "SNSClient" | "PublishCommand">;
  readonly ssm: Pick<typeof import("@aws-sdk/client-ssm"), "SSMClient" | "GetParametersCommand">;
  readonly dynamodb: Pick<
    typeof import("@aws-sdk/client-dynamodb"),
    "DynamoDBClient" | "GetItemCommand" | "UpdateItemCommand"
  >;
}

/**
 * Every client's: the function has five seconds for up to seven calls, so a call that hangs is given up early, and what is
 * throttled is tried once more. Without `throwOnRequestTimeout` the SDK's HTTP handler only warns. Region, credentials and
 * endpoint come from the environment.
 */
export const CLIENT_OPTIONS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 900, throwOnRequestTimeout: true },
} as const;
