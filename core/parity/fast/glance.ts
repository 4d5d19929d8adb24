/**
 * Looks at the bytes of a resource's inputs in all stages before anything is parsed. Most properties are equal to the byte or
 * differ in the stage's own words only; what is left over is compared in full, so a look never decides that there is a
 * difference.
 */
import type { Subject } from "../addresses.ts";
import type { Setting } from "../comparison.ts";
import { BOOKKEEPING } from "../keys.ts";
import { ROOT } from "../place.ts";
import type { StageIndex } from "../stage-index.ts";
import { SecretValue, type Tree, unwrap } from "../values.ts";
import type { Sink } from "../verdict.ts";
import { EqualTexts } from "./equal-texts.ts";
import { IndentedResource } from "./indented-resource.ts";
import { InputsLook } from "./inputs-look.ts";
import { LookMemory } from "./look-memory.ts";
import { PlainWords } from "./plain-words.ts";
import { Walk } from "./walk.ts";

export class Glance {
  readonly #look: InputsLook;
  /** By stage position. */
  readonly #walks: readonly Walk[];

  private constructor(look: InputsLook, walks: readonly Walk[]) {
    this.#look = look;
    this.#walks = walks;
  }

  /** null where a stage has no bytes to look at, or words that bytes do not show. */
  static over(setting: Setting, stages: readonly StageIndex[]): Glance | null {
    const looked = stages.flatMap((index) => (index.indented ? [{ index, deployment: index.indented }] : []));
    const words = looked.length === stages.length ? PlainWords.of(setting.vocabulary, stages.length) : null;
    const memory = words && LookMemory.of(setting, looked, words);
    if (!words || !memory) return null;
    const walks = looked.map(({ deployment }, stage) => new Walk(stage, memory, deployment.source));
    return new Glance(new InputsLook({ setting, memory, words, texts: new EqualTexts(setting, words, memory) }), walks);
  }

  /**
   * By stage position the inputs that have to be compared; null where none have. `stages` are those with the resource. Where
   * nothing but secrets is left, `sink` gets them.
   */
  inputsToCompare(subject: Subject, stages: readonly number[], sink: Sink): readonly (Tree | undefined)[] | null {
    const signed = isSigned(subject, stages);
    // What only one stage has is compared with nothing; its secrets count.
    if (stages.length === 1 && !signed) return null;
    const walks = stages.length > 1 ? this.#begin(subject, stages) : null;
    const unsure = walks ? this.#look.unsure(subject, stages, walks, signed) : null;
    if (!walks || !unsure) return subject.resources.map((resource) => resource?.state.inputs ?? {});
    if (unsure.length === 0) return null;
    const inputs: (Tree | undefined)[] = subject.resources.map(() => undefined);
    for (const [index, walk] of walks.entries()) inputs[walk.stage] = walk.parse(unsure.map((spans) => spans[index]));
    return signed && handOverSecrets(stages, inputs, sink) ? null : inputs;
  }

  /** The walks of the stages, at the resource; null where one has nothing to walk through. */
  #begin(subject: Subject, stages: readonly number[]): readonly Walk[] | null {
    const walks =
      stages.length === this.#walks.length ? this.#walks : this.#walks.filter(({ stage }) => stages.includes(stage));
    for (const [position, walk] of walks.entries()) {
      const state = stateOf(subject, walk.stage);
      if (!state || !walk.begin(state, position)) return null;
    }
    return walks;
  }
}

function isSigned(subject: Subject, stages: readonly number[]): boolean {
  for (const stage of stages) if (stateOf(subject, stage)?.signed) return true;
  return false;
}

/**
 * Whether the inputs hold a secret under every key in all stages: that makes no finding by itself. (`sensitive`, by which a
 * secret of Vercel's counts as none, would be among the keys.)
 */
function handOverSecrets(stages: readonly number[], inputs: readonly (Tree | undefined)[], sink: Sink): boolean {
  const [first = 0] = stages;
  const secrets: { readonly key: string; readonly stage: number; readonly secret: SecretValue }[] = [];
  for (const key of Object.keys(inputs[first] ?? {})) {
    if (BOOKKEEPING.has(key)) continue;
    for (const stage of stages) {
      const secret = unwrap(inputs[stage]?.[key]);
      if (!(secret instanceof SecretValue)) return false;
      secrets.push({ key, stage, secret });
    }
  }
  for (const { key, stage, secret } of secrets)
    sink.secret({ parent: ROOT, shown: key, keys: null }, stage, secret, true);
  return true;
}

function stateOf(subject: Subject, stage: number): IndentedResource | undefined {
  const state = subject.resources[stage]?.state;
  return state instanceof IndentedResource ? state : undefined;
}
