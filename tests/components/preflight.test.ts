import { expect } from "chai";
import { accountFromConfig } from "../../components/entry.ts";
import type { Environment } from "../../components/environment.ts";
import { missingCredentials, type Vendor } from "../../components/preflight.ts";
import { evaluate } from "./support/evaluate.ts";
import { changedBase, EXAMPLE_BASE, evaluateStage } from "./support/example.ts";
import { Vendors } from "./support/vendors.ts";

const NO_AWS = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_PROFILE: undefined,
  AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
  AWS_CONFIG_FILE: "/nowhere/config",
};
const OTHER_ACCOUNT = changedBase({ aws: { accountId: "210987654321" } });

describe("preflight", () => {
  it("names all missing credentials at once, and lets nothing be created", async () => {
    const environment = { ...NO_AWS, GITHUB_TOKEN: undefined, VERCEL_API_TOKEN: "" };
    const { errors, resources } = await evaluateStage("prod", { environment });

    expect(resources).to.deep.equal([]);
    expect(errors.map(({ message }) => message)).to.deep.equal([
      [
        "Nothing was created, because:",
        "  - GITHUB_TOKEN is not set. Create a fine-grained token for this repository (read and write: Administration, Environments; read: Actions; for the account stack with monitoring.relay: lambda also read and write: Webhooks; for a private repository on the free plan also read and write: Secrets, Variables) and export it.",
        "  - VERCEL_API_TOKEN is not set. Create a token under https://vercel.com/account/settings/tokens and export it.",
        "  - AWS credentials were not found. Run `aws configure sso` or export AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
      ].join("\n"),
    ]);
  });

  it("names a wrong AWS account together with a missing token, and lets only the provider that asked be there", async () => {
    const setting = { config: { base: OTHER_ACCOUNT }, environment: { VERCEL_API_TOKEN: undefined } };
    const { errors, resources } = await evaluateStage("prod", setting);

    expect(resources.map(({ address }) => address)).to.deep.equal(["pulumi:providers:aws::preflight"]);
    expect(errors.map(({ message }) => message)).to.deep.equal([
      [
        "Nothing was created, because:",
        "  - VERCEL_API_TOKEN is not set. Create a token under https://vercel.com/account/settings/tokens and export it.",
        "  - The AWS credentials reach account 123456789012, but aws.accountId is 210987654321. Use credentials of that account, or correct the configuration.",
      ].join("\n"),
    ]);
  });

  it("fails as an error that Pulumi shows without a stack", async () => {
    const { errors } = await evaluateStage("prod", { environment: { GITHUB_TOKEN: undefined } });

    expect(errors.map((error) => "__pulumiRunError" in error && error.__pulumiRunError)).to.deep.equal([true]);
  });

  it("tells why AWS did not answer", async () => {
    const { errors, resources } = await evaluateStage("prod", { vendors: new ExpiredToken() });

    expect(resources.map(({ address }) => address)).to.deep.equal(["pulumi:providers:aws::preflight"]);
    expect(errors.map(({ message }) => message)).to.deep.equal([
      "Nothing was created, because:\n  - AWS did not say which account the credentials belong to: ExpiredToken",
    ]);
  });

  it("stops the account stack too, which needs no Vercel token", async () => {
    const setting = {
      stack: "account",
      config: { base: EXAMPLE_BASE },
      environment: { ...NO_AWS, VERCEL_API_TOKEN: undefined },
    };
    const { errors, resources } = await evaluate(setting, accountFromConfig);

    expect(resources).to.deep.equal([]);
    expect(errors).to.have.lengthOf(1);
    expect(errors[0]?.message).to.include("AWS credentials were not found").and.not.to.include("VERCEL");
  });

  it("passes where the account is the configured one", async () => {
    const base = changedBase({ aws: { accountId: "123456789012" } });
    const { errors, resources } = await evaluateStage("prod", { config: { base } });

    expect(errors).to.deep.equal([]);
    expect(resources).to.have.lengthOf(57);
  });
});

describe("AWS credentials", () => {
  const found: Readonly<Record<string, Partial<Environment>>> = {
    "an access key": { variables: { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" } },
    "a profile": { variables: { AWS_PROFILE: "work" } },
    "a web identity": { variables: { AWS_WEB_IDENTITY_TOKEN_FILE: "/token", AWS_ROLE_ARN: "arn" } },
    "a container's role": { variables: { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/v1" } },
    "the shared credentials file": { fileExists: (path) => path === "/home/jdoe/.aws/credentials" },
    "the shared configuration file": { fileExists: (path) => path === "/home/jdoe/.aws/config" },
    "a shared file at another place": {
      variables: { AWS_SHARED_CREDENTIALS_FILE: "/etc/aws" },
      fileExists: (path) => path === "/etc/aws",
    },
  };
  for (const [form, environment] of Object.entries(found)) {
    it(`may be ${form}`, () => {
      expect(missing(["aws"], environment).aws).to.equal(null);
    });
  }

  it("are incomplete without the other half", () => {
    expect(missing(["aws"], { variables: { AWS_ACCESS_KEY_ID: "a" } }).aws).to.equal(
      "AWS_SECRET_ACCESS_KEY is not set. AWS_ACCESS_KEY_ID is set, and needs it.",
    );
    expect(missing(["aws"], { variables: { AWS_WEB_IDENTITY_TOKEN_FILE: "/token" } }).aws).to.equal(
      "AWS_ROLE_ARN is not set. AWS_WEB_IDENTITY_TOKEN_FILE is set, and needs it.",
    );
  });

  it("are not asked for where the program does not call AWS", () => {
    expect(missing(["github"], {})).to.include({ aws: null, vercel: null });
    expect(missing(["github"], {}).github).to.include("GITHUB_TOKEN");
  });
});

/** The engine hands over a provider's message as the `details` of an RPC error. */
class ExpiredToken extends Vendors {
  override call(args: Parameters<Vendors["call"]>[0]): Record<string, unknown> {
    if (args.token === "aws:index/getCallerIdentity:getCallerIdentity")
      throw Object.assign(new Error(), { details: "ExpiredToken" });
    return super.call(args);
  }
}

function missing(vendors: readonly Vendor[], environment: Partial<Environment>) {
  return missingCredentials(vendors, {
    variables: {},
    homeFolder: "/home/jdoe",
    fileExists: () => false,
    relayCode: () => "",
    newSecret: () => "",
    ...environment,
  });
}
