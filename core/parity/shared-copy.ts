/** The same URL, host name or ARN in all stages: does it name one of them? */
import { type ForeignName, foreignWord } from "./aligned-text.ts";
import type { Vocabulary, Word, WordKind } from "./words.ts";

/** Longest name that DNS allows, with a port. */
const LONGEST_HOST = 260;
const HOST = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?(?::\d+)?$/i;
const URL_START = /^[a-z][a-z0-9+.-]{0,30}:\/\//i;
const ARN_START = /^arn:[a-z-]+:/;
const KINDS: readonly WordKind[] = ["name", "account"];

/** The stages for which the copy names another stage and not their own. */
export function foreignCopy(text: string, stages: readonly number[], vocabulary: Vocabulary): readonly ForeignName[] {
  if (!vocabulary.occursIn(text)) return [];
  const words = searchedParts(text).flatMap((part) => vocabulary.cut(part).words);
  return stages.flatMap((stage) => {
    for (const kind of KINDS) {
      const foreign = foreignOfKind(stage, words, kind);
      if (foreign) return [foreign];
    }
    return [];
  });
}

function foreignOfKind(stage: number, words: readonly Word[], kind: WordKind): ForeignName | undefined {
  if (words.some((word) => word.owners[kind].has(stage))) return undefined;
  for (const word of words) {
    const foreign = foreignWord(stage, word, [kind]);
    if (foreign) return foreign;
  }
  return undefined;
}

/** What is searched: all of an ARN; of a URL or host name all but the host's last label, for `dev` is a top-level domain too. */
function searchedParts(text: string): readonly string[] {
  if (ARN_START.test(text)) return [text];
  const scheme = URL_START.exec(text)?.[0] ?? "";
  if (scheme === "" && !(text.length <= LONGEST_HOST && HOST.test(text))) return [];
  const authority = text.slice(scheme.length).split(/[/?#]/, 1)[0] ?? "";
  // The label may be followed by a port, which names no stage either.
  const label = Math.max(authority.lastIndexOf("."), authority.lastIndexOf("@")) + 1;
  return [text.slice(0, scheme.length + label), text.slice(scheme.length + authority.length)];
}
