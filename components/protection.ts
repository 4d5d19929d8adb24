/**
 * What only the last stage gets is a resource option, never an input: the inputs of all stages stay alike, and parity
 * has nothing to report.
 */
export interface Protection {
  readonly protect: boolean;
  readonly retainOnDelete?: boolean;
}

/** For what a mistaken `destroy` or replacement would take offline: identities, the environment, the Vercel project. */
export function protectedInLastStage(isLast: boolean): Protection {
  return { protect: isLast };
}

/** For what holds data: even with the protection taken off, `destroy` forgets it instead of deleting it. */
export function keptInLastStage(isLast: boolean): Protection {
  return { protect: isLast, retainOnDelete: isLast };
}
