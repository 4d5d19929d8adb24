import * as pulumi from "@pulumi/pulumi";

import type { Registered } from "./evaluate.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** All resources by address, policies as data; fails where two have the same. */
export function inputsByAddress({ resources }: { readonly resources: readonly Registered[] }): Record<string, Inputs> {
  const entries = resources.map(({ address, inputs }) => [address, withPolicies(inputs)] as const);
  if (new Set(entries.map(([address]) => address)).size < entries.length) throw new Error("an address is there twice");
  return Object.fromEntries(entries);
}

/** Policy documents are JSON in a text: data compares more readably. */
export function withPolicies(inputs: Inputs): Inputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, isPolicy(key, value) ? JSON.parse(value) : value]),
  );
}

/** Values of a map of outputs. */
export function valuesOf(outputs: Readonly<Record<string, pulumi.Output<string>>>): Promise<Record<string, string>> {
  return new Promise((resolve) => {
    pulumi.all(outputs).apply((values) => resolve(values));
  });
}

function isPolicy(key: string, value: unknown): value is string {
  return (key === "policy" || key === "assumeRolePolicy") && typeof value === "string";
}
