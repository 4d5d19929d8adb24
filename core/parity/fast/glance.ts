/**
 * Looks at the bytes of all inputs in all stages before anything is parsed. Most properties are equal to the byte or differ in
 * the stage's own words only; what is left over is compared in full, so a look never decides that there is a difference.
 */
import type { Subject } from "../addresses.ts";
import type { Setting } from "../comparison.ts";
import { BOOKKEEPING } from "../keys.ts";
import { ROOT } from "../place.ts";
import { SecretValue, type Tree, unwrap } from "../values.ts";
import type { Sink } from "../verdict.ts";
import { InputsLook } from "./inputs-look.ts";
import type { LookedStages } from "./looked-stages.ts";

/** A subject whose inputs have to be compared. */
export interface ToCompare {
  readonly subject: Subject;
  /** By stage position, as far as the stage has the subject; null: all its inputs. */
  readonly inputs: readonly (Tree | undefined)[] | null;
}

/** The subjects that a look leaves open. Where nothing but secrets is left of one, its sink gets them in place of that. */
export function* leftOpen(
  setting: Setting,
  looked: LookedStages,
  subjects: readonly Subject[],
  sinkOf: (subject: Subject) => Sink,
): Generator<ToCompare> {
  for (const { subject, stages, inputs } of new InputsLook(setting, looked, subjects).open()) {
    if (!inputs) yield { subject, inputs };
    else if (!handOverSecrets(stages, inputs, () => sinkOf(subject))) {
      const byStage: (Tree | undefined)[] = subject.resources.map(() => undefined);
      for (const [position, tree] of inputs.entries()) byStage[stages[position] ?? 0] = tree;
      yield { subject, inputs: byStage };
    }
  }
}

/**
 * Whether the inputs hold a secret under every key in all stages: that makes no finding by itself. (`sensitive`, by which a
 * secret of Vercel's counts as none, would be among the keys.) `inputs` in the order of `stages`.
 */
function handOverSecrets(stages: readonly number[], inputs: readonly Tree[], sink: () => Sink): boolean {
  const secrets: { readonly key: string; readonly stage: number; readonly secret: SecretValue }[] = [];
  for (const key of Object.keys(inputs[0] ?? {})) {
    if (BOOKKEEPING.has(key)) continue;
    for (const [position, stage] of stages.entries()) {
      const secret = unwrap(inputs[position]?.[key]);
      if (!(secret instanceof SecretValue)) return false;
      secrets.push({ key, stage, secret });
    }
  }
  const to = sink();
  for (const { key, stage, secret } of secrets)
    to.secret({ parent: ROOT, shown: key, keys: null }, stage, secret, true);
  return true;
}
