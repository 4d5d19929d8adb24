/** A refusal of an AWS API. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the answer, for example the item that failed a condition. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

/** What the sandbox does not do, it says. */
export function notModelled(what: string): ApiError {
  return new ApiError(
    "SandboxNotModelled",
    `The sandbox does not model ${what}; sandbox/README.md lists what it models.`,
  );
}
