/** An expected failure: what went wrong, and the next step. Anything else that is thrown is a bug and keeps its stack. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** What the person should do next; empty where the message says it. */
  readonly next: string;

  constructor(message: string, next = "") {
    super(message);
    this.next = next;
  }

  /** Also of an error from another bundle, which has this class a second time. */
  static is(error: unknown): error is UserError {
    return error instanceof Error && error.name === "UserError" && "next" in error;
  }
}
