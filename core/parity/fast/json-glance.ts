/** Looks at JSON that a text holds in all stages, such as a policy: whether a full comparison would find nothing in it. */
import { type PolicyRole, roleOfItem, roleOfKey } from "../policy-roles.ts";
import { isSet } from "../sets.ts";
import { SIGNATURE_KEY } from "../values.ts";
import type { Vocabulary } from "../words.ts";
import type { PlainWords } from "./plain-words.ts";

/** What texts that differ are judged by. */
export interface LeafJudge {
  readonly vocabulary: Vocabulary;
  readonly words: PlainWords;
  /** `texts` by position in `stages`. */
  areEqual(texts: readonly string[]): boolean;
}

/** Deeper than this is left to the full comparison, which does without recursion. */
const DEEPEST = 40;
const ASCII = /^[\0-\x7f]*$/;
const JSON_START = /^\s*[{[]/;
/** The end of Pulumi's generated names. */
const GENERATED = /-[0-9a-f]{7}$/;

/** `values` by position in `stages`; false only means that they have to be compared in full. */
export function isCleanJson(judge: LeafJudge, stages: readonly number[], values: readonly unknown[]): boolean {
  return isClean(judge, stages, values, null, "", 0);
}

function isClean(
  judge: LeafJudge,
  stages: readonly number[],
  values: readonly unknown[],
  role: PolicyRole,
  key: string,
  depth: number,
): boolean {
  const [first] = values;
  if (depth > DEEPEST) return false;
  if (typeof first === "string") return values.every(isText) && isCleanText(judge, values);
  if (typeof first !== "object" || first === null) return values.every((value) => value === first);
  if (Array.isArray(first)) return values.every(isList) && isCleanList(judge, stages, values, role, key, depth);
  return values.every(isMap) && isCleanMap(judge, stages, values, role, depth);
}

function isCleanMap(
  judge: LeafJudge,
  stages: readonly number[],
  maps: readonly Readonly<Record<string, unknown>>[],
  role: PolicyRole,
  depth: number,
): boolean {
  const [first, ...others] = maps.map((map) => Object.keys(map));
  if (!first || first.includes(SIGNATURE_KEY)) return false;
  // In another order the stages would be compared as well as in this one; but they seldom are in another.
  if (others.some((keys) => keys.length !== first.length || keys.some((key, index) => key !== first[index])))
    return false;
  return first.every((key) =>
    isClean(
      judge,
      stages,
      maps.map((map) => map[key]),
      roleOfKey(role, key),
      key,
      depth + 1,
    ),
  );
}

function isCleanList(
  judge: LeafJudge,
  stages: readonly number[],
  lists: readonly (readonly unknown[])[],
  role: PolicyRole,
  key: string,
  depth: number,
): boolean {
  const length = lists[0]?.length ?? 0;
  if (lists.some((list) => list.length !== length)) return false;
  for (let index = 0; index < length; index++) {
    const items = lists.map((list) => list[index]);
    if (!isClean(judge, stages, items, roleOfItem(role), String(index), depth + 1)) return false;
  }
  return length < 2 || !(role === "set" || isSet("", key, () => null)) || areTold(judge, stages, lists);
}

/**
 * Whether the elements of sets are told apart by their texts without the stage's own words, so that each has just one
 * counterpart: the one at its own place. Generated names have more.
 */
function areTold({ vocabulary }: LeafJudge, stages: readonly number[], sets: readonly (readonly unknown[])[]): boolean {
  const [first, ...others] = sets.map((set, index) =>
    set.map((element) =>
      isText(element) && !GENERATED.test(element) ? vocabulary.withoutOwn(element, stages[index] ?? 0) : "",
    ),
  );
  if (!first || first.includes("") || new Set(first).size !== first.length) return false;
  return others.every((keys) => keys.every((key, index) => key === first[index]));
}

function isCleanText(judge: LeafJudge, texts: readonly string[]): boolean {
  const [first = ""] = texts;
  if (texts.every((text) => text === first))
    return ASCII.test(first) ? !judge.words.mayBeForeign(first) : !judge.vocabulary.occursIn(first);
  return texts.every((text) => ASCII.test(text) && !JSON_START.test(text)) && judge.areEqual(texts);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
