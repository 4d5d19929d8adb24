import { isMap } from "../../../core/config/merge.ts";
import type { StageConfig } from "../../../core/config/types.ts";
import { secretVariableName } from "../../../core/naming/names.ts";
import type { Project } from "../project.ts";
import { readStackFile, type StackFiles } from "../stack-files.ts";
import { parseYamlData } from "../yaml.ts";
import type { ProgramToEvaluate, StackToEvaluate } from "./evaluate.ts";

type Fields = Record<string, unknown>;

/** Stands where a secret would: `desired` compares that there is one, never what it says. */
const placeholder = "desired";
const exampleAccount = "123456789012";
const declaredSecretsKey = "stagekeeper:secrets";

export function programOf(project: Project): ProgramToEvaluate {
  const data = parseYamlData(project.text, project.file) as Fields;
  const main = data["main"];
  return { root: project.root, project: String(data["name"]), main: typeof main === "string" ? main : null };
}

/**
 * A stack's configuration as Pulumi would hand it to the program: the project's values, then the stack's; secrets as
 * placeholders, also those that are only declared.
 * @param stage null in a project without stagekeeper configuration
 */
export function stackToEvaluate(
  project: Project,
  files: StackFiles,
  stack: string,
  stage: StageConfig | null,
): StackToEvaluate {
  const data = parseYamlData(project.text, project.file) as Fields;
  const file = readStackFile(files, stack);
  const written = {
    ...projectValues(data["config"]),
    ...record(record(parseYamlData(file.text, file.file))["config"]),
  };
  const secretKeys = new Set<string>();
  const config: Record<string, string> = {};
  for (const [key, value] of Object.entries(written)) {
    const qualified = key.includes(":") ? key : `${String(data["name"])}:${key}`;
    if (holdsSecret(value)) secretKeys.add(qualified);
    config[qualified] = asText(openSecrets(value));
  }
  if (stage) {
    const names = Object.keys(stage.secrets).filter((name) => stage.secrets[name]?.from === "config");
    config[declaredSecretsKey] = JSON.stringify(Object.fromEntries(names.map((name) => [name, placeholder])));
    secretKeys.add(declaredSecretsKey);
  }
  return {
    stack,
    config,
    secretKeys: [...secretKeys],
    env: placeholderEnvironment(stage),
    accounts: {
      accountId: stage?.aws.accountId ?? exampleAccount,
      region: stage?.aws.region ?? config["aws:region"] ?? "us-east-1",
      owner: stage?.github.owner ?? "owner",
    },
  };
}

/** Values of Pulumi.yaml: `key: value`, or `key: { value }`, or `key: { default }`. */
function projectValues(config: unknown): Fields {
  const values: Fields = {};
  for (const [key, entry] of Object.entries(record(config))) {
    const value = isMap(entry) ? (entry["value"] ?? entry["default"]) : entry;
    if (value !== undefined) values[key] = value;
  }
  return values;
}

function placeholderEnvironment(stage: StageConfig | null): Record<string, string> {
  const credentials = {
    GITHUB_TOKEN: placeholder,
    VERCEL_API_TOKEN: placeholder,
    AWS_ACCESS_KEY_ID: placeholder,
    AWS_SECRET_ACCESS_KEY: placeholder,
  };
  const secrets = Object.entries(stage?.secrets ?? {}).filter(([, { from }]) => from === "env");
  return {
    ...credentials,
    ...Object.fromEntries(secrets.map(([name]) => [secretVariableName(stage?.stage.name ?? "", name), placeholder])),
  };
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isMap(value) && (isEncrypted(value) || Object.values(value).some(holdsSecret));
}

function openSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(openSecrets);
  if (value instanceof Date) return timeText(value);
  if (!isMap(value)) return value;
  if (isEncrypted(value)) return placeholder;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, openSecrets(child)]));
}

/** As the engine writes a date without quotes: unmarshalObject in sdk/go/common/resource/config/object.go takes Go's Time.String. */
function timeText(time: Date): string {
  const [day, clock = ""] = time.toISOString().split("T");
  return `${day} ${clock.replace(/\.?0*Z$/, "")} +0000 UTC`;
}

function isEncrypted(value: Fields): boolean {
  return typeof value["secure"] === "string" && Object.keys(value).length === 1;
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function record(value: unknown): Fields {
  return isMap(value) ? value : {};
}
