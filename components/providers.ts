import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { Provider as GitHubProvider } from "@pulumi/github/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { Provider as VercelProvider } from "@pulumiverse/vercel/provider.js";

import type { AwsConfig } from "../core/config/types.ts";

/**
 * Provider arguments land in state, so they name places and never credentials: each provider finds its credentials
 * in the environment of the run.
 */

/** AWS in the configured region; other accounts are refused also by `refresh` and `destroy`, which run no program. */
export function awsProvider(aws: AwsConfig, opts: pulumi.ResourceOptions): AwsProvider {
  return new AwsProvider(
    "aws",
    { region: aws.region, ...(aws.accountId !== null && { allowedAccountIds: [aws.accountId] }) },
    opts,
  );
}

/** AWS without an account limit: preflight asks it which account the credentials reach, and judges the answer itself. */
export function preflightProvider(region: string): AwsProvider {
  return new AwsProvider("preflight", { region });
}

export function githubProvider(owner: string, opts: pulumi.ResourceOptions): GitHubProvider {
  return new GitHubProvider("github", { owner }, { ...opts, transformations: [withoutToken] });
}

/** @param team Slug of the team; null for the personal account. */
export function vercelProvider(team: string | null, opts: pulumi.ResourceOptions): VercelProvider {
  return new VercelProvider("vercel", team === null ? {} : { team }, opts);
}

/** The GitHub SDK copies GITHUB_TOKEN into the provider's arguments, and so, in clear, into state. */
function withoutToken({ props, opts }: pulumi.ResourceTransformationArgs): pulumi.ResourceTransformationResult {
  return { props: { ...props, token: undefined }, opts };
}
