import { delimiter, dirname } from "node:path";
import type { Engine } from "../engine.ts";
import type { SandboxFolder } from "./folder.ts";
import type { SandboxServer } from "./server.ts";

/** Variables that could lead a command out of the sandbox, to real accounts or another backend. */
const realWorld =
  /^(AWS_|GH_|GITHUB_(TOKEN|OWNER|ORGANIZATION|BASE_URL|API_URL|GRAPHQL_URL|APP_)|VERCEL_|PULUMI_(ACCESS_TOKEN|CONFIG_PASSPHRASE|BACKEND_URL|STACK)|STAGEKEEPER_PASSPHRASE)/;

/** Well-formed and worthless: the real providers check the form of a Vercel token even for a preview. */
const worthlessCredentials = {
  GITHUB_TOKEN: "sandbox-github-token",
  VERCEL_API_TOKEN: "sandboxvercelapitoken000",
  AWS_ACCESS_KEY_ID: "AKIASANDBOX000000000",
  AWS_SECRET_ACCESS_KEY: "sandbox",
} as const;

/**
 * The environment that makes any command use the sandbox: its backend, its passphrase, its vendors, no real credentials.
 * @param secrets values for secrets declared `from: env`, where the caller's own environment has none
 */
export function sandboxEnvironment(
  caller: Readonly<Record<string, string | undefined>>,
  engine: Engine,
  folder: SandboxFolder,
  server: Pick<SandboxServer, "providerPort" | "restUrl">,
  secrets: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.entries(caller).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !realWorld.test(entry[0]),
  );
  const environment = Object.fromEntries(kept);
  const provider = server.providerPort;
  return {
    ...secrets,
    ...environment,
    ...worthlessCredentials,
    AWS_ENDPOINT_URL: `${server.restUrl}/aws`,
    GITHUB_API_URL: `${server.restUrl}/github`,
    VERCEL_API_URL: `${server.restUrl}/vercel`,
    PULUMI_BACKEND_URL: folder.backendUrl,
    PULUMI_CONFIG_PASSPHRASE_FILE: folder.passphraseFile,
    PULUMI_DEBUG_PROVIDERS: `aws:${provider},github:${provider},vercel:${provider}`,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_HOME: engine.home,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    STAGEKEEPER_SANDBOX_ENGINE: engine.pulumi,
    STAGEKEEPER_SANDBOX_PROJECT: folder.project,
    PATH: [folder.bin, dirname(engine.pulumi), environment["PATH"] ?? ""].join(delimiter),
  };
}
