import * as pulumi from "@pulumi/pulumi";

import type { Host, StageConfig } from "../core/config/types.ts";
import { vercelBindingName } from "../core/naming/names.ts";
import type { OutputPath, StageOutputs } from "./outputs.ts";

/** A secret or variable on its way to one host. */
export interface Binding {
  readonly name: string;
  /** The stages' resources pair by it; the binding's name wherever that is unique. */
  readonly logicalName: string;
  readonly kind: "secret" | "variable";
  /** Marked secret where `kind` is. */
  readonly value: pulumi.Output<string>;
}

/** Values of the declared secrets, by name. */
export type SecretValues = Readonly<Record<string, pulumi.Input<string>>>;

/** What a stage delivers to one host: its secrets, then its variables. */
export function bindingsFor(
  host: Host,
  config: StageConfig,
  secrets: SecretValues,
  outputs: StageOutputs,
): readonly Binding[] {
  const chosen = <T extends { readonly to: readonly Host[] }>(declared: Readonly<Record<string, T>>) =>
    Object.entries(declared).filter(([, { to }]) => to.map(written).includes(written(host)));
  return [
    ...chosen(config.secrets).map(([name, { to }]) => ({
      name,
      kind: "secret" as const,
      value: secretValue(name, secrets),
      logicalName: logicalName(name, host, to),
    })),
    ...chosen(config.variables).map(([name, { to, source }]) => ({
      name,
      kind: "variable" as const,
      value: source.kind === "value" ? pulumi.output(source.value) : outputValue(name, source.path, outputs),
      logicalName: logicalName(name, host, to),
    })),
  ];
}

function logicalName(name: string, host: Host, to: readonly Host[]): string {
  return host.kind === "github" ? name : vercelBindingName(name, host.project, to.map(written));
}

/** A host as the configuration has it. */
function written(host: Host): string {
  return host.kind === "github" ? "github" : `vercel.${host.project}`;
}

/** @throws `RunError` where a declared secret has no value. */
export function secretValue(name: string, secrets: SecretValues, owner = "stage"): pulumi.Output<string> {
  const value = secrets[name];
  if (value === undefined)
    throw new pulumi.RunError(`The secret ${name} is declared, but the ${owner} was given no value for it.`);
  return pulumi.secret(value);
}

function outputValue(name: string, path: string, outputs: StageOutputs): pulumi.Output<string> {
  const value = Object.hasOwn(outputs, path) ? outputs[path as OutputPath] : undefined;
  if (value !== undefined) return value;
  const known = Object.keys(outputs).map((one) => `  ${one}`);
  throw new pulumi.RunError(
    [`The variable ${name} is \`from: ${path}\`, which this stage does not have. It has:`, ...known].join("\n"),
  );
}
