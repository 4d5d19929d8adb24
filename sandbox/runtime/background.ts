/** What the vendors do by themselves after they have answered, for example GitHub's ping of a new webhook. */
export class Background {
  readonly #running = new Set<Promise<void>>();

  /** A failure is the work's own to keep, as at the vendor: nobody waits for it. */
  start(work: () => Promise<void>): void {
    const running = work()
      .catch(() => undefined)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits until nothing is under way, also what began meanwhile. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
