/** Which stages stand out: all but the largest set of stages that are equal to each other. */

export type Equality = (a: number, b: number) => boolean;

/**
 * The stages outside the reference group, in order. On a tie the group with the last stage is the reference.
 * Equality need not be transitive: `dev` in dev equals `dev` in staging (the same word) and `prod` in prod (its own).
 */
export function standingOut(stages: readonly number[], equal: Equality): readonly number[] {
  let reference: readonly number[] = [];
  for (const clique of maximalCliques(stages, equal)) if (isPreferred(clique, reference)) reference = clique;
  return stages.filter((stage) => !reference.includes(stage));
}

/** A letter for each stage; equal stages share one. */
export function groupLetters(stages: readonly number[], equal: Equality): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  const firsts: number[] = [];
  for (const stage of stages) {
    let group = firsts.findIndex((first) => equal(first, stage));
    if (group < 0) group = firsts.push(stage) - 1;
    letters.set(stage, letterOf(group));
  }
  return letters;
}

/** A to Z, then A1 to Z1 and so on. */
function letterOf(group: number): string {
  const letter = String.fromCharCode(65 + (group % 26));
  return group < 26 ? letter : `${letter}${Math.floor(group / 26)}`;
}

function isPreferred(clique: readonly number[], reference: readonly number[]): boolean {
  if (clique.length !== reference.length) return clique.length > reference.length;
  for (let index = clique.length - 1; index >= 0; index--) {
    const difference = (clique[index] ?? 0) - (reference[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** Bron and Kerbosch's algorithm with a pivot; the sets come sorted. */
function* maximalCliques(stages: readonly number[], equal: Equality): Generator<readonly number[]> {
  const neighbours = (stage: number, among: readonly number[]) =>
    among.filter((other) => other !== stage && equal(stage, other));
  function* extend(
    clique: number[],
    candidates: readonly number[],
    done: readonly number[],
  ): Generator<readonly number[]> {
    if (candidates.length === 0 && done.length === 0) yield clique.sort((a, b) => a - b);
    const pivot = [...candidates, ...done].reduce<readonly number[]>((best, stage) => {
      const reached = neighbours(stage, candidates);
      return reached.length >= best.length ? reached : best;
    }, []);
    let open = candidates;
    let closed = done;
    for (const stage of candidates.filter((candidate) => !pivot.includes(candidate))) {
      yield* extend([...clique, stage], neighbours(stage, open), neighbours(stage, closed));
      open = open.filter((other) => other !== stage);
      closed = [...closed, stage];
    }
  }
  yield* extend([], stages, []);
}
