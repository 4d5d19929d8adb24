/** Whether every declared secret has its value where the declaration says, and no other secret has one. */
import { environmentWord, SECRET_VARIABLE_PREFIX, secretVariableName } from "../naming/names.ts";
import { nearest } from "../text/words.ts";
import type { ConfigFiles } from "./problems.ts";
import type { ConfigProblem, StageConfig } from "./types.ts";

/** Names only: the values stay where they are. */
export interface SecretNames {
  /** Keys of the stack's `stagekeeper:secrets`. */
  readonly configured: readonly string[];
  /** Names of the process's environment variables; others than ours are ignored. */
  readonly environment: readonly string[];
}

/** Whoever declares secrets: a stage, or the account stack. */
export type SecretOwner = Pick<StageConfig, "secrets" | "stage" | "stages">;

export function validateSecrets(config: SecretOwner, names: SecretNames, files: ConfigFiles): readonly ConfigProblem[] {
  return [
    ...missingFromConfig(config, names, files),
    ...missingFromEnvironment(config, names, files),
    ...undeclaredInConfig(config, names, files),
    ...undeclaredInEnvironment(config, names, files),
  ];
}

function missingFromConfig(
  config: SecretOwner,
  { configured }: SecretNames,
  files: ConfigFiles,
): readonly ConfigProblem[] {
  return declared(config, "config")
    .filter((name) => !configured.includes(name))
    .map((name) => ({
      path: `stagekeeper:secrets.${name}`,
      file: files.stage,
      given: null,
      allowed: `a value: the configuration declares the secret ${name}`,
      next: `Set it: ${setCommand(config.stage.stack, name)}`,
    }));
}

function missingFromEnvironment(
  config: SecretOwner,
  { environment }: SecretNames,
  files: ConfigFiles,
): readonly ConfigProblem[] {
  return declared(config, "env")
    .map((name) => ({ name, variable: secretVariableName(config.stage.name, name) }))
    .filter(({ variable }) => !environment.includes(variable))
    .map(({ name, variable }) => ({
      path: `stagekeeper:base.secrets.${name}`,
      file: files.base,
      given: null,
      allowed: `a value in the environment variable ${variable}: the secret is declared with from: env`,
      next: `Set ${variable}, or remove from: env and run: ${setCommand(config.stage.stack, name)}`,
    }));
}

/** A value without a declaration goes nowhere, and one beside `from: env` would never be read. */
function undeclaredInConfig(
  config: SecretOwner,
  { configured }: SecretNames,
  files: ConfigFiles,
): readonly ConfigProblem[] {
  const fromConfig = declared(config, "config");
  return configured
    .filter((name) => !fromConfig.includes(name))
    .map((name) => {
      const remove = `remove it: pulumi config rm --stack ${config.stage.stack} --path 'stagekeeper:secrets.${name}'`;
      const isFromEnvironment = Object.hasOwn(config.secrets, name);
      return {
        path: `stagekeeper:secrets.${name}`,
        file: files.stage,
        given: null,
        allowed: isFromEnvironment
          ? `nothing: ${name} is declared with from: env`
          : "secrets that the configuration declares",
        next: isFromEnvironment
          ? `Remove from: env, or ${remove}`
          : `${suggestion(name, fromConfig)}Declare it under secrets in ${files.base}, or ${remove}`,
      };
    });
}

function undeclaredInEnvironment(
  config: SecretOwner,
  { environment }: SecretNames,
  files: ConfigFiles,
): readonly ConfigProblem[] {
  const expected = declared(config, "env").map((name) => secretVariableName(config.stage.name, name));
  return environment
    .filter((variable) => !expected.includes(variable) && isForStage(variable, config))
    .map((variable) => {
      const name = variable.slice(stagePrefix(config.stage.name).length);
      return {
        path: variable,
        file: "environment",
        given: null,
        allowed: `only secrets of ${config.stage.name} that are declared with from: env`,
        next: Object.hasOwn(config.secrets, name)
          ? `Unset ${variable}, or write from: env at stagekeeper:base.secrets.${name} in ${files.base}.`
          : `Unset ${variable}, or declare ${name} with from: env under secrets in ${files.base}.`,
      };
    });
}

/** With the stages `eu` and `eu-prod`, `..._EU_PROD_KEY` is for the stage with the longer name. */
function isForStage(variable: string, { stage, stages }: SecretOwner): boolean {
  const owners = stages.filter(({ name }) => variable.startsWith(stagePrefix(name)));
  const longest = Math.max(0, ...owners.map(({ name }) => name.length));
  return owners.some(({ name }) => name === stage.name && name.length === longest);
}

function stagePrefix(stage: string): string {
  return `${SECRET_VARIABLE_PREFIX}${environmentWord(stage)}_`;
}

function declared({ secrets }: SecretOwner, from: "config" | "env"): readonly string[] {
  return Object.keys(secrets).filter((name) => secrets[name]?.from === from);
}

function setCommand(stack: string, name: string): string {
  return `pulumi config set --stack ${stack} --secret --path 'stagekeeper:secrets.${name}'`;
}

function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === null ? "" : `Did you mean ${near}? `;
}
