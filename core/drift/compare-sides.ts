/** Compares the properties of one resource, recorded and actual, as parity compares two stages that have no words of their own. */
import { TreeComparison } from "../parity/compare-trees.ts";
import type { Setting } from "../parity/comparison.ts";
import { StageLookups } from "../parity/lookups.ts";
import { type Place, propertyPath } from "../parity/place.ts";
import { References } from "../parity/references.ts";
import { secretReader } from "../parity/secret-reader.ts";
import type { SecretValue, Tree } from "../parity/values.ts";
import type { Sink, Verdict, Visit } from "../parity/verdict.ts";
import { Vocabulary } from "../parity/words.ts";

export interface Difference {
  /** Pulumi property path. */
  readonly path: string;
  readonly recorded: unknown;
  readonly actual: unknown;
  /** JSON pointer where the place is a text that holds JSON, else empty. */
  readonly pointer: string;
}

export interface Compared {
  readonly differences: readonly Difference[];
  /** Secret on both sides, and not to be read: whether they are equal is unknown. */
  readonly unknown: readonly Difference[];
}

const RECORDED = 0;
const ACTUAL = 1;

const vocabulary = new Vocabulary([]);
const lookups = new StageLookups([]);

const setting: Setting = {
  vocabulary,
  lookups,
  references: new References(lookups, vocabulary),
  stageNames: ["recorded", "actual"],
  ...secretReader({
    stages: ["recorded", "actual"].map((name) => ({ name, deployment: null })),
    source: "recorded",
    // Nothing is kept: there is nothing to be hidden by a digest.
    digest: (plaintext) => plaintext,
  }),
};

export function compareSides(type: string, recorded: Tree, actual: Tree): Compared {
  const state = { urn: "" };
  const resource = { state, urn: "", type, name: "", isProvider: false, compared: true, written: type, address: "" };
  const found = new Found();
  new TreeComparison(setting, { address: "", resources: [resource, resource] }, found).run(
    [RECORDED, ACTUAL],
    [recorded, actual],
  );
  return found.result();
}

class Found implements Sink {
  readonly #differences = new Map<string, Difference>();
  readonly #secrets = new Map<string, Map<number, SecretValue[]>>();

  differs({ place, values }: Visit, { pointer }: Verdict): void {
    const path = propertyPath(place);
    if (!this.#differences.has(path))
      this.#differences.set(path, { path, recorded: values[RECORDED], actual: values[ACTUAL], pointer });
  }

  secret(place: Place, side: number, secret: SecretValue): void {
    const path = propertyPath(place);
    const sides = this.#secrets.get(path) ?? new Map<number, SecretValue[]>();
    sides.set(side, [...(sides.get(side) ?? []), secret]);
    this.#secrets.set(path, sides);
  }

  /** Parity is not told of secrets that differ: they do between stages. Here they are the same place twice. */
  result(): Compared {
    const unknown: Difference[] = [];
    for (const [path, sides] of this.#secrets) {
      const [recorded, actual] = [sides.get(RECORDED), sides.get(ACTUAL)];
      if (!recorded || !actual || this.#differences.has(path)) continue;
      const difference = { path, recorded: recorded[0], actual: actual[0], pointer: "" };
      const [before, after] = [digests(recorded), digests(actual)];
      if (before === null || after === null) unknown.push(difference);
      else if (before !== after) this.#differences.set(path, difference);
    }
    return { differences: [...this.#differences.values()], unknown };
  }
}

/** null where one of them cannot be read. The secrets of a set stand at the set, in any order. */
function digests(secrets: readonly SecretValue[]): string | null {
  const texts = secrets.map((secret) => setting.digestOf(RECORDED, secret));
  return texts.every((text) => text !== undefined) ? texts.sort().join("\n") : null;
}
