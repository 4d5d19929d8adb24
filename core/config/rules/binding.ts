/** What the rules for bindings share: variables and secrets as one list. */

import { bindingsMode } from "../plans.ts";
import type { WrittenConfig } from "../schema/index.ts";
import type { BindingsMode } from "../types.ts";

type BindingKind = "variable" | "secret";

export interface WrittenBinding {
  readonly kind: BindingKind;
  readonly name: string;
  /** Path of the declaration: `variables.<NAME>` or `secrets.<NAME>`. */
  readonly path: readonly [string, string];
  readonly to: readonly string[];
  /** The literal value of a variable; null for an output or a secret. */
  readonly value: string | null;
}

export function bindingsOf(written: WrittenConfig): readonly WrittenBinding[] {
  return [
    ...Object.entries(written.variables).map(([name, { to, value }]): WrittenBinding => {
      return { kind: "variable", name, path: ["variables", name], to, value: value ?? null };
    }),
    ...Object.entries(written.secrets).map(([name, { to }]): WrittenBinding => {
      return { kind: "secret", name, path: ["secrets", name], to, value: null };
    }),
  ];
}

export function githubBindings(written: WrittenConfig): readonly WrittenBinding[] {
  return bindingsOf(written).filter(({ to }) => to.includes("github"));
}

/** Where the stage's bindings land at GitHub, `auto` resolved. */
export function placeAtGitHub({ github }: WrittenConfig): BindingsMode {
  return bindingsMode(github.bindings, github.plan, github.visibility);
}
