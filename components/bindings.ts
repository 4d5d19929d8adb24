import * as pulumi from "@pulumi/pulumi";

import type { Host, StageConfig } from "../core/config/types.ts";
import type { OutputPath, StageOutputs } from "./outputs.ts";

/** A secret or variable on its way to one host. */
export interface Binding {
  /** Name in the configuration, which is also its logical name: the stages' resources pair by it. */
  readonly name: string;
  readonly kind: "secret" | "variable";
  /** Marked secret where `kind` is. */
  readonly value: pulumi.Output<string>;
  /** True for the first Vercel project in the binding's `to`. */
  readonly first: boolean;
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
    Object.entries(declared).filter(([, { to }]) => to.some((one) => isSameHost(one, host)));
  return [
    ...chosen(config.secrets).map(([name, { to }]) => ({
      name,
      kind: "secret" as const,
      value: secretValue(name, secrets),
      first: isFirstProject(host, to),
    })),
    ...chosen(config.variables).map(([name, { to, source }]) => ({
      name,
      kind: "variable" as const,
      value: source.kind === "value" ? pulumi.output(source.value) : outputValue(name, source.path, outputs),
      first: isFirstProject(host, to),
    })),
  ];
}

function isSameHost(one: Host, other: Host): boolean {
  if (one.kind === "github" || other.kind === "github") return one.kind === other.kind;
  return one.project === other.project;
}

function isFirstProject(host: Host, to: readonly Host[]): boolean {
  const first = to.find(({ kind }) => kind === "vercel");
  return first !== undefined && isSameHost(first, host);
}

function secretValue(name: string, secrets: SecretValues): pulumi.Output<string> {
  const value = secrets[name];
  if (value === undefined)
    throw new pulumi.RunError(`The secret ${name} is declared, but the stage was given no value for it.`);
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
