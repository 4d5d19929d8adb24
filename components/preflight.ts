import { join } from "node:path";

import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity.js";
import * as pulumi from "@pulumi/pulumi";

import type { AwsConfig } from "../core/config/types.ts";
import type { Environment } from "./environment.ts";
import { preflightProvider } from "./providers.ts";
import { Stop } from "./stop.ts";

export type Vendor = "github" | "vercel" | "aws";

export interface PreflightArgs {
  /** Vendors that the program is about to call. */
  readonly vendors: readonly Vendor[];
  readonly aws: AwsConfig;
  readonly environment: Environment;
}

/** The AWS account that the run works in: twelve digits. */
export interface Passed {
  readonly accountId: string;
}

/**
 * Looks at credentials and account before anything is created.
 *
 * The program itself is synchronous, so the promise is the gate: {@link gatedBy} makes the outermost component depend on
 * it, and while its URN is missing no child can register.
 *
 * @throws (as a rejection) one {@link Stop} that names everything that is missing or wrong.
 */
export function preflight(args: PreflightArgs): Promise<Passed> {
  const missing = missingCredentials(args.vendors, args.environment);
  const account = missing.aws === null ? reachedAccount(args.aws) : Promise.resolve({ problem: missing.aws });
  const passed = account.then((reached) => {
    const problems = [missing.github, missing.vercel, "problem" in reached ? reached.problem : null];
    const found = problems.filter((problem) => problem !== null);
    if ("problem" in reached || found.length > 0) throw new Stop(refusal(found));
    return reached;
  });
  // Whoever waits for it reports the rejection, once; a second report of the promise itself would say nothing new.
  passed.catch(() => undefined);
  return passed;
}

/** Options of a component that must not register, nor its children, before preflight has passed. */
export function gatedBy(
  passed: Promise<Passed>,
  opts: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions {
  const gate = passed.then((): pulumi.Resource[] => []);
  gate.catch(() => undefined);
  const others = pulumi.output(opts.dependsOn ?? []);
  return { ...opts, dependsOn: pulumi.all([gate, others]).apply(([none, more]) => none.concat(more)) };
}

type Missing = Readonly<Record<Vendor, string | null>>;

/** For each vendor the sentence about its missing credentials, or null. */
export function missingCredentials(vendors: readonly Vendor[], environment: Environment): Missing {
  return {
    github: vendors.includes("github") ? missingVariable("GITHUB_TOKEN", GITHUB_STEP, environment) : null,
    vercel: vendors.includes("vercel") ? missingVariable("VERCEL_API_TOKEN", VERCEL_STEP, environment) : null,
    aws: vendors.includes("aws") ? missingAws(environment) : null,
  };
}

const GITHUB_STEP =
  "Create a fine-grained token for this repository (read and write: Administration, Environments; read: Actions; for the account stack with monitoring.relay: lambda also read and write: Webhooks; for a private repository on the free plan also read and write: Secrets, Variables) and export it.";
const VERCEL_STEP = "Create a token under https://vercel.com/account/settings/tokens and export it.";
const AWS_STEP = "Run `aws configure sso` or export AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";

function missingVariable(name: string, nextStep: string, { variables }: Environment): string | null {
  return variables[name] ? null : `${name} is not set. ${nextStep}`;
}

/**
 * The ways in which AWS SDKs find credentials without arguments
 * (https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html), except instance metadata, which the
 * Pulumi provider does not ask by default.
 */
function missingAws(environment: Environment): string | null {
  const { variables, homeFolder } = environment;
  if (variables["AWS_ACCESS_KEY_ID"]) {
    return missingVariable("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID is set, and needs it.", environment);
  }
  if (variables["AWS_WEB_IDENTITY_TOKEN_FILE"]) {
    return missingVariable("AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE is set, and needs it.", environment);
  }
  const named = ["AWS_PROFILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];
  if (named.some((name) => variables[name])) return null;
  const files = [
    variables["AWS_SHARED_CREDENTIALS_FILE"] ?? join(homeFolder, ".aws", "credentials"),
    variables["AWS_CONFIG_FILE"] ?? join(homeFolder, ".aws", "config"),
  ];
  return files.some((path) => environment.fileExists(path)) ? null : `AWS credentials were not found. ${AWS_STEP}`;
}

async function reachedAccount(aws: AwsConfig): Promise<Passed | { readonly problem: string }> {
  try {
    const { accountId } = await getCallerIdentity({}, { provider: preflightProvider(aws.region) });
    if (aws.accountId === null || aws.accountId === accountId) return { accountId };
    return {
      problem: `The AWS credentials reach account ${accountId}, but aws.accountId is ${aws.accountId}. Use credentials of that account, or correct the configuration.`,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `AWS did not say which account the credentials belong to: ${reason}` };
  }
}

function refusal(problems: readonly string[]): string {
  return ["Nothing was created, because:", ...problems.map((problem) => `  - ${problem}`)].join("\n");
}
