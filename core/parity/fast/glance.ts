/**
 * Looks at the bytes of all inputs in all stages before anything is parsed. Most properties are equal to the byte or differ in
 * the stage's own words only; what is left over is compared in full, so a look never decides that there is a difference.
 */
import type { Pairing, Subject } from "../addresses.ts";
import type { Setting } from "../comparison.ts";
import { BOOKKEEPING } from "../keys.ts";
import { ROOT } from "../place.ts";
import type { StageIndex } from "../stage-index.ts";
import { SecretValue, type Tree, unwrap } from "../values.ts";
import type { Sink } from "../verdict.ts";
import { InputsLook } from "./inputs-look.ts";
import { LookMemory } from "./look-memory.ts";
import { PlainWords } from "./plain-words.ts";

/** A subject whose inputs have to be compared. */
export interface ToCompare {
  readonly subject: Subject;
  /** By stage position, as far as the stage has the subject; null: all its inputs. */
  readonly inputs: readonly (Tree | undefined)[] | null;
}

export class Glance {
  readonly #look: InputsLook;

  private constructor(look: InputsLook) {
    this.#look = look;
  }

  /** null where a stage has no bytes to look at, or words that bytes do not show. */
  static over(setting: Setting, stages: readonly StageIndex[], pairing: Pairing): Glance | null {
    const looked = stages.flatMap((index) => (index.indented ? [{ index, deployment: index.indented }] : []));
    const words = looked.length === stages.length ? PlainWords.of(setting.vocabulary, stages.length) : null;
    const memory = words && LookMemory.of(setting, looked, words, pairing);
    if (!words || !memory) return null;
    return new Glance(new InputsLook({ setting, memory, words, subjects: pairing.subjects }, stages.length));
  }

  /** What has to be compared. Where nothing but secrets is left of a subject, its sink gets them in place of that. */
  *toCompare(sinkOf: (subject: Subject) => Sink): Generator<ToCompare> {
    for (const { subject, stages, inputs } of this.#look.open()) {
      if (!inputs) yield { subject, inputs };
      else if (!handOverSecrets(stages, inputs, () => sinkOf(subject))) {
        const byStage: (Tree | undefined)[] = subject.resources.map(() => undefined);
        for (const [position, tree] of inputs.entries()) byStage[stages[position] ?? 0] = tree;
        yield { subject, inputs: byStage };
      }
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
