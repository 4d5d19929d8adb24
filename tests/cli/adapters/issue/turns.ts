import type { IssueTracker } from "../../../../cli/commands/living-issue.ts";

/**
 * Lets several runs use one server in an order that the test chooses: whenever all of them want something, one is picked and
 * has its request answered. A rewriting that follows its own reading is not interrupted: GitHub has no conditional update,
 * so what happens within that one round trip no client can tell.
 */
export class Turns {
  readonly #choices: readonly number[];
  readonly #waiting: { run: number; go: () => void }[] = [];
  #chosen = 0;
  #active: number;
  #holder: number | null = null;
  #last = "";

  constructor(runs: number, choices: readonly number[]) {
    this.#active = runs;
    this.#choices = choices;
  }

  /** The tracker as one of the runs sees it. */
  of(run: number, tracker: IssueTracker): IssueTracker {
    return new Proxy(tracker, {
      get:
        (target, name: keyof IssueTracker) =>
        async (...given: unknown[]) => {
          await this.#turn(run, name);
          return (target[name] as (...args: unknown[]) => Promise<unknown>)(...given);
        },
    });
  }

  /** A run that has ended wants nothing any more. */
  leave(run: number): void {
    this.#active -= 1;
    if (this.#holder === run) this.#holder = null;
    this.#pick();
  }

  #turn(run: number, name: string): Promise<void> {
    if (this.#holder === run && this.#last === "find" && name === "rewrite") {
      this.#last = name;
      return Promise.resolve();
    }
    if (this.#holder === run) this.#holder = null;
    return new Promise((resolve) => {
      const go = (): void => {
        this.#holder = run;
        this.#last = name;
        resolve();
      };
      this.#waiting.push({ run, go });
      this.#pick();
    });
  }

  #pick(): void {
    if (this.#holder !== null || this.#waiting.length === 0 || this.#waiting.length < this.#active) return;
    this.#waiting.sort((one, other) => one.run - other.run);
    const choice = this.#choices[this.#chosen % Math.max(1, this.#choices.length)] ?? 0;
    this.#chosen += 1;
    const [picked] = this.#waiting.splice(choice % this.#waiting.length, 1);
    picked?.go();
  }
}
