/** Names of stacks, as the engine takes them: short, or in full `organisation/project/name`. */

/** The last part of `organisation/project/name`: all that a running program knows of its stack. */
export function shortStackName(stack: string): string {
  return stack.slice(stack.lastIndexOf("/") + 1);
}

/** Full names compare as written; a short name is equal to any full name that ends in it. */
export function sameStack(one: string, other: string): boolean {
  if (one.includes("/") && other.includes("/")) return one === other;
  return shortStackName(one) === shortStackName(other);
}
