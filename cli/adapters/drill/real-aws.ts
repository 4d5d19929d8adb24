import type { AccountConfig } from "../../../core/config/types.ts";

export type Env = Readonly<Record<string, string | undefined>>;

const timeoutMs = 15_000;

/** How a client of AWS reaches the account: with the credentials of the environment, else with those that the SDK finds by itself. */
export function awsOptions({ aws: { region } }: AccountConfig, env: Env) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const sessionToken = env["AWS_SESSION_TOKEN"];
  return {
    region,
    ...(env["AWS_ENDPOINT_URL"] ? { endpoint: env["AWS_ENDPOINT_URL"] } : {}),
    ...(accessKeyId && secretAccessKey
      ? { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } }
      : {}),
    requestHandler: { connectionTimeout: timeoutMs, requestTimeout: timeoutMs },
  };
}
