import { counted } from "../text/words.ts";
import type { ConfigProblem } from "./types.ts";

/**
 * What a person sees: all problems at once, by file. A problem of the base that every stage repeats is shown once.
 * Values are those of {@link ConfigProblem.given}, which never holds a secret.
 */
export function formatProblems(problems: readonly ConfigProblem[]): string {
  const distinct = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
  const files = [...new Set(distinct.map(({ file }) => file))];
  const parts = files.map((file) =>
    [file, ...distinct.filter((problem) => problem.file === file).map(formatProblem)].join("\n"),
  );
  return [`The configuration has ${counted(distinct.length, "problem")}:`, ...parts].join("\n\n");
}

function formatProblem({ path, given, allowed, next }: ConfigProblem): string {
  const lines = [
    `  ${path}`,
    ...(given === null ? [] : [`    given    ${given}`]),
    `    allowed  ${allowed}`,
    `    next     ${next}`,
  ];
  return lines.join("\n");
}
