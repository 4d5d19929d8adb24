import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { HEARTBEAT_METRIC, heartbeatNamespace } from "../../../core/naming/names.ts";
import { UserError } from "../../../core/user-error.ts";
import type { Heartbeat } from "../../commands/heartbeat.ts";

const attempts = 4;

/**
 * Counts a success in CloudWatch.
 * @param env variables with endpoint and credentials, where not those that the AWS SDK finds by itself are meant; in a
 * workflow it finds those of the pipeline's role, from the step that takes it on
 */
export async function countSuccess(
  { app, stage, pipeline, region }: Heartbeat,
  env: Readonly<Record<string, string>> | null = null,
): Promise<void> {
  const client = new CloudWatchClient({ region, maxAttempts: attempts, ...(env && accessOf(env)) });
  const Dimensions = [
    { Name: "Stage", Value: stage },
    { Name: "Pipeline", Value: pipeline },
  ];
  const MetricData = [{ MetricName: HEARTBEAT_METRIC, Dimensions, Value: 1, Unit: "Count" as const }];
  try {
    await client.send(new PutMetricDataCommand({ Namespace: heartbeatNamespace(app), MetricData }));
  } catch (error) {
    throw refusal(error, stage);
  } finally {
    client.destroy();
  }
}

function accessOf(env: Readonly<Record<string, string>>) {
  const { AWS_ENDPOINT_URL: endpoint = "", AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = env;
  return { endpoint, credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } };
}

const credentials = /^(CredentialsProviderError|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature)/;

function refusal(error: unknown, stage: string): UserError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const said = `CloudWatch did not take the report: ${message || name}`;
  if (credentials.test(name)) {
    return new UserError(
      said,
      `Let the job take on the pipeline's role first: aws-actions/configure-aws-credentials with the output roles.pipeline.arn of ${stage}.`,
    );
  }
  if (/^AccessDenied/.test(name)) {
    return new UserError(
      said,
      `Use the role of the output roles.pipeline.arn of ${stage}. Where it is older than this version, a person runs \`pulumi up --stack ${stage}\` once.`,
    );
  }
  return new UserError(
    said,
    "It was tried several times. Run the step again, and look at https://health.aws.amazon.com.",
  );
}
