import { expect } from "chai";
import type { ConfigInput } from "../../../../core/config/parse.ts";
import type { ConfigProblem } from "../../../../core/config/types.ts";
import { problemsOf } from "../example.ts";

/** One configuration: what it changes of the small valid base, and everything that is wrong with it. */
export interface RuleCase {
  readonly when: string;
  readonly patch: unknown;
  readonly more?: Partial<ConfigInput>;
  readonly problems: readonly ConfigProblem[];
}

export function ruleCases(cases: readonly RuleCase[]): void {
  for (const { when, patch, more = {}, problems } of cases) {
    it(`${problems.length > 0 ? "objects to" : "accepts"} ${when}`, () => {
      expect(problemsOf(patch, more)).to.deep.equal(problems);
    });
  }
}
