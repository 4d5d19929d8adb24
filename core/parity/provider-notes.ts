/** Provider resources are not compared; their versions are noted. */
import { andList } from "../text/words.ts";
import { providerPackage } from "./resource.ts";
import type { StageIndex } from "./stage-index.ts";
import { ownValue } from "./values.ts";

/** One line per provider, for example `provider aws: 7.48.0 in dev and prod`. */
export function providerNotes(stages: readonly StageIndex[]): readonly string[] {
  const providers = new Map<string, Map<string, Set<string>>>();
  for (const { name, resources } of stages) {
    for (const resource of resources) {
      if (!resource.isProvider) continue;
      const { type, state } = resource;
      const version = state.inputs ? ownValue(state.inputs, "version") : undefined;
      // The program evaluated has providers without one: its lock file says it.
      if (typeof version !== "string") continue;
      const versions = providers.get(providerPackage(type)) ?? new Map<string, Set<string>>();
      versions.set(version, (versions.get(version) ?? new Set()).add(name));
      providers.set(providerPackage(type), versions);
    }
  }
  const sorted = [...providers].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([name, versions]) => {
    const parts = [...versions]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([version, names]) => `${version} in ${andList([...names])}`);
    return `provider ${name}: ${parts.join("; ")}`;
  });
}
