/** A look at the inputs of one resource, in all stages that have it, line by line. */
import type { Subject } from "../addresses.ts";
import type { Setting } from "../comparison.ts";
import { parseContainer } from "../json-text.ts";
import type { Resource } from "../stage-index.ts";
import { SIGNATURE_KEY } from "../values.ts";
import type { EqualTexts } from "./equal-texts.ts";
import { isCleanJson } from "./json-glance.ts";
import * as lines from "./lines.ts";
import type { PlainWords } from "./plain-words.ts";
import type { Span, Walk } from "./walk.ts";

/** What all looks of one comparison share. */
export interface Looking {
  readonly setting: Setting;
  readonly words: PlainWords;
  readonly texts: EqualTexts;
}

/** What a look at a property says. */
type Seen = "equal" | "unsure" | "another key";

/** Properties that others are read by: which ones the provider filled in, and whether Vercel hides a value. */
const READ_BY_OTHERS: ReadonlySet<string> = new Set(["__defaults", "sensitive"]);
const SIGNATURE = `"${SIGNATURE_KEY}"`;

const NEWLINE = 0x0a;
const COLON = 0x3a;
const SPACE = 0x20;
/** In a URL, an ARN and JSON within a text one of these stands; in a host name a dot. */
const IN_COPIES = new Uint8Array(256);
for (const sign of ".:\\") IN_COPIES[sign.charCodeAt(0)] = 1;

const NO_SUBJECT: Subject = { address: "", resources: [] };

/** Goes from resource to resource, as its walks do. */
export class InputsLook {
  readonly #looking: Looking;
  #subject: Subject = NO_SUBJECT;
  #stages: readonly number[] = [];
  #walks: readonly Walk[] = [];
  #signed = false;
  /** By stage position, the resources that the property was made from, as far as they were asked for. */
  readonly #recorded: (readonly Resource[] | undefined)[] = [];
  // The line that was compared last: where it ends in the base, where it differs (or -1), whether it may be a copy's.
  #lineEnd = 0;
  #difference = -1;
  #mayBeCopy = false;

  constructor(looking: Looking) {
    this.#looking = looking;
  }

  /**
   * The properties that have to be compared in full, each as its span in every walk; null where the stages have other ones.
   * `walks` are at the resource in all `stages`; `signed` says whether secrets or the like stand in any of them.
   */
  unsure(
    subject: Subject,
    stages: readonly number[],
    walks: readonly Walk[],
    signed: boolean,
  ): readonly (readonly Span[])[] | null {
    this.#subject = subject;
    this.#stages = stages;
    this.#walks = walks;
    this.#signed = signed;
    const unsure: Span[][] = [];
    const readByOthers: Span[][] = [];
    while (this.#areAtProperty()) {
      for (const walk of walks) walk.start = walk.at;
      this.#recorded.length = 0;
      const seen = this.#lookAtProperty();
      if (seen === "another key") return null;
      if (seen === "unsure") unsure.push(walks.map((walk) => walk.skipProperty()));
      else if (this.#isReadByOthers()) readByOthers.push(walks.map((walk) => walk.skipProperty()));
    }
    if (walks.some((walk) => walk.isAtProperty)) return null;
    return unsure.length === 0 ? unsure : [...unsure, ...readByOthers];
  }

  #areAtProperty(): boolean {
    for (const walk of this.#walks) if (!walk.isAtProperty) return false;
    return true;
  }

  #isReadByOthers(): boolean {
    return READ_BY_OTHERS.has(this.#walks[0]?.property ?? "");
  }

  #lookAtProperty(): Seen {
    const [base] = this.#walks;
    if (!base) return "unsure";
    const first = base.at;
    let lists = 0;
    for (;;) {
      const start = base.at;
      this.#compareLine(base);
      const end = this.#lineEnd;
      const difference = this.#difference;
      if (difference >= 0) {
        if (start === first && difference <= lines.keyEnd(base.bytes, first)) return "another key";
        // The order of a list may mean nothing, which only a full comparison knows.
        if (lists > 1 || (lists === 1 && !lines.isOnlyItem(base.bytes, start, end))) return "unsure";
        if (!this.#isEqualLine(difference - start)) return "unsure";
      } else {
        const line = this.#mayBeCopy || this.#signed ? base.bytes.toString("latin1", start, end) : "";
        if (this.#signed && line.includes(SIGNATURE)) return "unsure";
        if (this.#mayBeCopy && this.#looking.words.mayBeForeign(line)) return "unsure";
        for (const walk of this.#walks) walk.at += end - start + 1;
        lists += lines.listsOpened(base.bytes, end);
      }
      if (start === first ? !lines.isOpening(base.bytes, end) : lines.isPropertyEnd(base.bytes, start)) return "equal";
    }
  }

  /** Whether the lines at which the walks are hold one text each, equal though they differ; then the walks move on. */
  #isEqualLine(difference: number): boolean {
    const texts: string[] = [];
    let isFollowed: boolean | undefined;
    for (const walk of this.#walks) {
      const { bytes, at } = walk;
      const end = lines.lineEnd(bytes, at + difference);
      const text = lines.textAround(bytes, at, at + difference, end);
      if (!text) return this.#isCleanJson();
      // What stands before the difference is the same; what follows the text has to be, too.
      isFollowed ??= text.end === end - 2;
      if (isFollowed !== (text.end === end - 2)) return false;
      texts[walk.stage] = bytes.toString("latin1", text.start, text.end);
      walk.at = end + 1;
    }
    return this.#areEqual(texts);
  }

  /** The same of a property that is JSON in a text, such as a policy. */
  #isCleanJson(): boolean {
    const [base] = this.#walks;
    if (!base || base.at !== base.start) return false;
    const walks = this.#walks;
    const values: unknown[] = [];
    for (const walk of walks) {
      const end = lines.lineEnd(walk.bytes, walk.start);
      const text = lines.jsonTextAround(walk.bytes, walk.start, end);
      values.push(text === null ? undefined : parseContainer(text));
      walk.at = end + 1;
    }
    const areEqual = (leaves: readonly string[]) => {
      const texts: string[] = [];
      for (const [index, leaf] of leaves.entries()) texts[walks[index]?.stage ?? 0] = leaf;
      return this.#areEqual(texts);
    };
    const { setting, words } = this.#looking;
    return (
      values[0] !== undefined && isCleanJson({ vocabulary: setting.vocabulary, words, areEqual }, this.#stages, values)
    );
  }

  /** `texts` by stage position. */
  #areEqual(texts: readonly string[]): boolean {
    const { texts: judge } = this.#looking;
    return judge.areEqual({ subject: this.#subject, stages: this.#stages, texts, recordedIn: this.#recordedIn });
  }

  readonly #recordedIn = (stage: number): readonly Resource[] => {
    const known = this.#recorded[stage];
    if (known) return known;
    const self = this.#subject.resources[stage];
    const urns = this.#walkOf(stage)?.recordedUrns() ?? NONE;
    const found = self && urns.length > 0 ? this.#looking.setting.references.resolve(stage, self, urns) : NONE;
    this.#recorded[stage] = found;
    return found;
  };

  #walkOf(stage: number): Walk | undefined {
    return this.#walks.find((walk) => walk.stage === stage);
  }

  /** Compares the line of the first walk with those of the others. */
  #compareLine(base: Walk): void {
    const { bytes, at: start } = base;
    let difference = -1;
    let mayBeCopy = false;
    let end = start;
    for (let index = 1; index < this.#walks.length; index++) {
      const { bytes: other, at: otherStart } = this.#walks[index] ?? base;
      let at = start;
      let otherAt = otherStart;
      let sign = bytes[at] ?? 0;
      while (sign === other[otherAt] && sign !== NEWLINE) {
        if (IN_COPIES[sign] === 1 && (sign !== COLON || bytes[at + 1] !== SPACE)) mayBeCopy = true;
        at++;
        otherAt++;
        sign = bytes[at] ?? 0;
      }
      if (sign !== NEWLINE || other[otherAt] !== NEWLINE) difference = difference < 0 ? at : Math.min(difference, at);
      end = at;
    }
    this.#lineEnd = difference < 0 ? end : lines.lineEnd(bytes, difference);
    this.#difference = difference;
    this.#mayBeCopy = mayBeCopy;
  }
}

const NONE: readonly never[] = [];
