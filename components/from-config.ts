import * as pulumi from "@pulumi/pulumi";

import { accountSecrets, parseAccountConfig } from "../core/config/account.ts";
import { type ConfigInput, parseStageConfig } from "../core/config/parse.ts";
import type { ConfigFiles } from "../core/config/problems.ts";
import { formatProblems } from "../core/config/problems-text.ts";
import { type SecretOwner, validateSecrets } from "../core/config/secrets.ts";
import { roleOfStack } from "../core/config/stages.ts";
import type { ConfigProblem } from "../core/config/types.ts";
import { secretVariableName } from "../core/naming/names.ts";
import { Account } from "./account.ts";
import type { SecretValues } from "./bindings.ts";
import { currentEnvironment } from "./environment.ts";
import type { ExtraOutputs } from "./outputs.ts";
import { Stage } from "./stage.ts";

export interface FromConfigOptions {
  /**
   * Outputs of resources of your own: `{ queue: { url: queue.url } }` makes `from: extra.queue.url` valid.
   * @default {}
   */
  readonly outputs?: ExtraOutputs;
}

/** True in the stack that holds what exists once per AWS account, which `aws.accountStack` names. */
export function isAccountStack(): boolean {
  const { base, overrides } = writtenConfig();
  return roleOfStack(base, overrides, pulumi.getStack()).kind === "account";
}

/**
 * The stage of the current stack, from Pulumi's configuration.
 *
 * @throws `RunError` with all problems of the configuration at once, secrets without a value among them.
 */
export function stageFromConfig({ outputs = {} }: FromConfigOptions = {}): Stage {
  const written = writtenConfig();
  const parsed = parseStageConfig({ ...written, stack: pulumi.getStack(), extraOutputs: outputNames(outputs) });
  if (!parsed.ok) throw configError(parsed.problems);
  const { config } = parsed;
  return new Stage(config.app, { config, secrets: secretValues(config, written.files), outputs });
}

/**
 * The account of the current stack, from Pulumi's configuration.
 *
 * @throws `RunError` with all problems of the configuration at once.
 */
export function accountFromConfig(): Account {
  const written = writtenConfig();
  const parsed = parseAccountConfig(written);
  if (!parsed.ok) throw configError(parsed.problems);
  const { config } = parsed;
  return new Account(config.app, { config, secrets: secretValues(accountSecrets(config), written.files) });
}

const NAMESPACE = "stagekeeper";

function writtenConfig(): ConfigInput {
  const config = new pulumi.Config(NAMESPACE);
  const files: ConfigFiles = { base: "Pulumi.yaml", stage: `Pulumi.${pulumi.getStack()}.yaml` };
  return { base: config.getObject<unknown>("base"), overrides: config.getObject<unknown>("stage"), files };
}

function outputNames(outputs: ExtraOutputs): readonly string[] {
  return Object.entries(outputs).flatMap(([name, keys]) => Object.keys(keys).map((key) => `${name}.${key}`));
}

/** Values of the declared secrets, each marked secret from the first moment on. */
function secretValues(config: SecretOwner, files: ConfigFiles): SecretValues {
  const { variables } = currentEnvironment();
  const given = Object.keys(variables).filter((name) => variables[name]);
  const problems = validateSecrets(config, { configured: configuredNames(), environment: given }, files);
  if (problems.length > 0) throw configError(problems);

  const configured = new pulumi.Config(NAMESPACE).getSecretObject<Record<string, unknown>>("secrets");
  return Object.fromEntries(
    Object.entries(config.secrets).map(([name, { from }]) => [
      name,
      from === "env"
        ? pulumi.secret(variables[secretVariableName(config.stage.name, name)] ?? "")
        : // `pulumi config set --path` stores 123 and true as what they look like.
          pulumi.output(configured).apply((values) => String(values?.[name])),
    ]),
  );
}

/**
 * Names of the secrets that have a value. `getSecretObject` would tell them only inside an `apply`, too late to stop the
 * program, so the raw text is read; the values do not leave this function.
 */
function configuredNames(): readonly string[] {
  const raw = new pulumi.Config(NAMESPACE).get("secrets");
  if (raw === undefined) return [];
  const values: unknown = JSON.parse(raw);
  if (typeof values !== "object" || values === null) return [];
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name]) => name);
}

/** Pulumi shows a `RunError` without a stack. */
function configError(problems: readonly ConfigProblem[]): pulumi.RunError {
  return new pulumi.RunError(formatProblems(problems));
}
