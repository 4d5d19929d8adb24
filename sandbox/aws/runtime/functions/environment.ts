import { type Fields, number, object, text } from "../../../values.ts";
import { accessKeyOfRole } from "../caller.ts";

interface Deployed {
  readonly name: string;
  readonly stored: Fields;
  readonly region: string;
  /** Address of the vendors' endpoints. */
  readonly origin: string;
}

/**
 * The environment of a function: its own variables and what Lambda sets. The credentials name the function's role and are worth
 * nothing outside the sandbox. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function functionEnvironment({ name, stored, region, origin }: Deployed): Record<string, string> {
  const own = object(object(stored, "environment") ?? {}, "variables") ?? {};
  return {
    ...Object.fromEntries(Object.entries(own).map(([key, value]) => [key, String(value)])),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(number(stored, "memorySize") || 128),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_EXECUTION_ENV: `AWS_Lambda_${text(stored, "runtime")}`,
    AWS_ACCESS_KEY_ID: accessKeyOfRole(text(stored, "role")),
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_SESSION_TOKEN: "sandbox",
    AWS_ENDPOINT_URL: `${origin}/aws`,
    // Nothing of the person's own settings reaches the function.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    HOME: "/tmp",
    TZ: ":UTC",
    _HANDLER: text(stored, "handler"),
  };
}
