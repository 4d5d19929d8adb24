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

const notModelledCode = "SandboxNotModelled";

/** True where AWS itself refuses: what the sandbox does not model must not pass for that. */
export function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code !== notModelledCode;
}

/** What the sandbox does not do, it says. */
export function notModelled(what: string): ApiError {
  return new ApiError(notModelledCode, `The sandbox does not model ${what}; sandbox/README.md lists what it models.`);
}
