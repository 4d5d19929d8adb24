import { VendorError } from "../model.ts";
import type { Interceptor, Operation, VendorRequest } from "../provider/interceptor.ts";

/** Something that goes wrong on purpose, once. */
export interface Fault {
  readonly operation: Operation | "any";
  /** Type token, logical name or URN; `*` stands for any run of characters. */
  readonly target: string;
  readonly kind: FaultKind;
  /** The how manyth matching request fails, from 1. */
  readonly nth: number;
  /** Whether the vendor has carried the request out when it goes wrong. */
  readonly when: "before" | "after";
}

/** `error`: the vendor fails; `throttle`: it refuses for now; `timeout`: it does not answer; `crash`: the provider dies. */
type FaultKind = "error" | "throttle" | "timeout" | "crash";

export interface FaultOptions {
  /** How long a vendor that does not answer is waited for, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends the process at once, as `kill -9` does. */
  crash(): void;
}

/** Lets faults happen to the requests that they are meant for; each happens once. */
export class FaultInjector implements Interceptor {
  readonly #options: FaultOptions;
  #faults: { readonly fault: Fault; seen: number }[] = [];

  constructor(options: FaultOptions) {
    this.#options = options;
  }

  get pending(): readonly Fault[] {
    return this.#faults.map(({ fault }) => fault);
  }

  add(fault: Fault): void {
    this.#faults.push({ fault, seen: 0 });
  }

  clear(): void {
    this.#faults = [];
  }

  async around<T>(request: VendorRequest, run: () => T): Promise<T> {
    const fault = this.#due(request);
    if (fault?.when === "before") await this.#happen(fault, request);
    const result = run();
    if (fault?.when === "after") await this.#happen(fault, request);
    return result;
  }

  /** Counts the request for every fault that it matches, and takes out the first that is due. */
  #due(request: VendorRequest): Fault | null {
    const matching = this.#faults.filter(({ fault }) => matches(fault, request));
    for (const entry of matching) entry.seen += 1;
    const due = matching.find(({ fault, seen }) => seen >= fault.nth);
    if (due === undefined) return null;
    this.#faults = this.#faults.filter((entry) => entry !== due);
    return due.fault;
  }

  async #happen({ kind }: Fault, request: VendorRequest): Promise<void> {
    if (kind === "crash") this.#options.crash();
    if (kind === "timeout") await new Promise((resolve) => setTimeout(resolve, this.#options.timeoutMs));
    throw new VendorError(messageOf(kind, request));
  }
}

function matches({ operation, target }: Fault, request: VendorRequest): boolean {
  if (operation !== "any" && operation !== request.operation) return false;
  const pattern = new RegExp(`^${target.split("*").map(escapeRegExp).join(".*")}$`, "s");
  const name = request.urn.split("::").slice(3).join("::");
  return [request.type, name, request.urn, `${request.type}::${name}`].some((text) => pattern.test(text));
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function messageOf(kind: FaultKind, { type }: VendorRequest): string {
  if (kind === "timeout") return "context deadline exceeded";
  const vendor = type.split(":", 1)[0] ?? "";
  return (kind === "throttle" ? throttleMessages : errorMessages)[vendor] ?? "the vendor failed";
}

const errorMessages: Readonly<Record<string, string>> = {
  github: "500 Internal Server Error []",
  vercel: "internal_server_error - An unexpected internal error occurred",
  aws: "https response error StatusCode: 500, api error InternalServerError: Internal server error",
};

const throttleMessages: Readonly<Record<string, string>> = {
  github: "403 API rate limit of 5000 still exceeded [rate reset in 59m59s]",
  vercel: "rate_limited - Rate limit exceeded",
  aws: "https response error StatusCode: 400, api error ThrottlingException: Rate exceeded",
};
