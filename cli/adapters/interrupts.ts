/** Ctrl-C while children are at work. */
export interface Interrupts {
  readonly happened: boolean;
  release(): void;
}

/**
 * Leaves Ctrl-C to the children until it is released. The terminal sends it to them as well; they know how to stop in order,
 * and what they use, like the sandbox's vendors, has to outlive them.
 */
export function leaveInterruptsToChildren(): Interrupts {
  let happened = false;
  const note = () => {
    happened = true;
  };
  process.on("SIGINT", note);
  return {
    get happened() {
      return happened;
    },
    release: () => {
      process.off("SIGINT", note);
    },
  };
}
