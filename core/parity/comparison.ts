/** What the parts of a comparison share. */
import type { Subject } from "./addresses.ts";
import type { Lookups } from "./lookups.ts";
import type { Place } from "./place.ts";
import type { References } from "./references.ts";
import type { SecretValue } from "./values.ts";
import type { Probe } from "./verdict.ts";
import type { Vocabulary } from "./words.ts";

/** The same for all resources of one run. */
export interface Setting {
  readonly vocabulary: Vocabulary;
  readonly lookups: Lookups;
  readonly references: References;
  /** In the report's order. */
  readonly stageNames: readonly string[];
  /** The program evaluated: secrets are opaque, and some values are known only after a deployment. */
  readonly desired: boolean;
  /** JSON text that a secret holds; undefined where it cannot be read. */
  readonly plaintextOf: (stage: number, secret: SecretValue) => string | undefined;
  /** Equal for equal secrets; undefined where the secret cannot be read. */
  readonly digestOf: (stage: number, secret: SecretValue) => string | undefined;
}

/** The comparison of one resource, as its parts see it. */
export interface Comparison {
  readonly setting: Setting;
  readonly subject: Subject;
  /** The top-level input that a place belongs to; a place inside a text belongs to the text's. */
  propertyOf(place: Place, stage: number): string;
  /** Compares what texts hold, which counts as one place. `roots` by stage position. */
  probeText(place: Place, stages: readonly number[], roots: readonly unknown[]): Probe;
  /** Compares elements of the set at the place. `roots` by stage position. */
  probeElement(place: Place, stages: readonly number[], roots: readonly unknown[]): Probe;
}
