import { VendorError } from "../model.ts";
import type { Interceptor, Operation, VendorRequest } from "../provider/interceptor.ts";
import type { Store } from "../store/store.ts";
import { type Fields, number } from "../values.ts";

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
  /** Keeps what is still to happen: it may be meant for a command that comes after this server has ended. */
  readonly store: Store;
  /** How long a vendor that does not answer is waited for, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends the process at once, as `kill -9` does. */
  crash(): void;
}

/** Kind of the faults in the store: the fault itself, and how many matching requests it has seen. */
const stored = "sandbox/fault";

/** Lets faults happen to the requests that they are meant for; each happens once. */
export class FaultInjector implements Interceptor {
  readonly #options: FaultOptions;

  constructor(options: FaultOptions) {
    this.#options = options;
  }

  get pending(): readonly Fault[] {
    return this.#faults().map(([, fields]) => faultOf(fields));
  }

  add(fault: Fault): void {
    const last = Math.max(0, ...this.#faults().map(([key]) => Number(key)));
    this.#options.store.put(stored, String(last + 1), { ...fault, seen: 0 });
  }

  clear(): void {
    this.#options.store.commit(this.#faults().map(([key]) => ({ kind: stored, key, fields: null })));
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
    const matching = this.#faults()
      .filter(([, fields]) => matches(faultOf(fields), request))
      .map(([key, fields]) => ({ key, fields: { ...fields, seen: number(fields, "seen") + 1 } }));
    if (matching.length === 0) return null;
    const due = matching.find(({ fields }) => fields.seen >= number(fields, "nth"));
    this.#options.store.commit(
      matching.map((entry) => ({ kind: stored, key: entry.key, fields: entry === due ? null : entry.fields })),
    );
    return due === undefined ? null : faultOf(due.fields);
  }

  #faults(): readonly (readonly [key: string, fields: Fields])[] {
    return this.#options.store.list(stored);
  }

  async #happen({ kind }: Fault, request: VendorRequest): Promise<void> {
    if (kind === "crash") this.#options.crash();
    if (kind === "timeout") await new Promise((resolve) => setTimeout(resolve, this.#options.timeoutMs));
    throw new VendorError(messageOf(kind, request));
  }
}

/** What `add` has written. */
function faultOf({ seen, ...fault }: Fields): Fault {
  return fault as unknown as Fault;
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
