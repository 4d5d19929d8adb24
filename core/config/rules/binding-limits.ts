/** How many bindings a host takes, and how large, as far as the configuration alone can tell. */
import type { Violation } from "../violation.ts";
import { bindingsOf, githubBindings, placeAtGitHub, type WrittenBinding } from "./binding.ts";
import type { Rule } from "./rule.ts";

/** https://docs.github.com/actions/reference/security/secrets and https://docs.github.com/actions/reference/workflows-and-actions/variables */
const GITHUB = {
  environment: { secret: 100, variable: 100 },
  repository: { secret: 100, variable: 500 },
  valueKiB: 48,
} as const;

/** https://vercel.com/docs/environment-variables: names and values of a deployment together. */
const VERCEL_TOTAL_KIB = 64;

export const bindingsFitGitHub: Rule = ({ written, stages }) => {
  const place = placeAtGitHub(written);
  const copies = place === "repository" ? stages.length : 1;
  return (["variable", "secret"] as const).flatMap((kind): readonly Violation[] => {
    const limit = GITHUB[place][kind];
    const declared = githubBindings(written).filter((binding) => binding.kind === kind).length;
    const count = declared * copies;
    if (count <= limit) return [];
    const how = place === "repository" ? ` (${declared} for each of ${copies} stages)` : "";
    return [
      {
        path: [`${kind}s`],
        given: `${count} ${kind}s${how}`,
        allowed: `at most ${limit} ${kind}s in one ${place} at GitHub`,
        next: "Remove some, or deliver them to Vercel only.",
      },
    ];
  });
};

export const valuesFitGitHub: Rule = ({ written }) =>
  githubBindings(written)
    .filter(({ value }) => value !== null && bytes(value) > GITHUB.valueKiB * 1024)
    .map(({ path, value }) => ({
      path: [...path, "value"],
      given: `${bytes(value ?? "")} bytes`,
      allowed: `at most ${GITHUB.valueKiB} KiB at GitHub`,
      next: "Shorten it, or keep it in a file.",
    }));

export const valuesFitVercel: Rule = ({ written }) =>
  Object.keys(written.vercel.projects).flatMap((project): readonly Violation[] => {
    const here = bindingsOf(written).filter(({ to }) => to.includes(`vercel.${project}`));
    const total = here.reduce((sum, binding) => sum + size(binding), 0);
    if (total <= VERCEL_TOTAL_KIB * 1024) return [];
    return [
      {
        path: ["vercel", "projects", project],
        given: `${total} bytes of names and plain values`,
        allowed: `at most ${VERCEL_TOTAL_KIB} KiB of variables in a Vercel deployment`,
        next: "Shorten values, or keep them in a file.",
      },
    ];
  });

/** Of an output or a secret only the name is known here. */
function size({ name, value }: WrittenBinding): number {
  return bytes(name) + bytes(value ?? "");
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
