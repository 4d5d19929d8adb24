import type { Context, MiddlewareHandler } from "hono";
import { UserError } from "../../core/user-error.ts";
import { ApiError } from "../aws/api/error.ts";
import { errorXml } from "../aws/api/query.ts";
import type { Store } from "../store/store.ts";
import { type Fields, number, text } from "../values.ts";
import type { Clock } from "../vendors.ts";

/** Requests to a vendor's REST API that go wrong on purpose. */
export interface RestFault {
  readonly vendor: RestVendor;
  /** Path below the vendor's address; `*` stands for any run of characters. */
  readonly path: string;
  /** A status, or: `timeout`, no answer; `reset`, the connection breaks; `cut`, half an answer; `page`, a proxy's HTML. */
  readonly answer: number | "timeout" | "reset" | "cut" | "page";
  /** How many matching requests. */
  readonly times: number;
  /** Seconds until a rate limit is over. */
  readonly retryAfter: number;
}

const vendors = ["github", "vercel", "aws"] as const;
type RestVendor = (typeof vendors)[number];

const stored = "sandbox/rest-fault";
const answers = ["timeout", "reset", "cut", "page"];
/** Longer than any client waits in a test. */
const longestMs = 60_000;

/** Keeps the faults that are still to happen, also for the next server. */
export class RestFaults {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Throws {@link UserError} for a fault that is none. */
  add({ vendor, path, answer, times = 1, retryAfter = 1 }: Partial<RestFault>): void {
    if (!vendors.some((known) => known === vendor))
      throw new UserError(`Give vendor as one of: ${vendors.join(", ")}.`);
    if (typeof path !== "string") throw new UserError("Give path as a text, for example /repos/*/environments/*.");
    if (typeof answer !== "number" && !answers.includes(String(answer)))
      throw new UserError(`Give answer as a status, or one of: ${answers.join(", ")}.`);
    const last = Math.max(0, ...this.#store.list(stored).map(([key]) => Number(key)));
    this.#store.put(stored, String(last + 1), { vendor, path, answer, times, retryAfter } as Fields);
  }

  clear(): void {
    this.#store.commit(this.#store.list(stored).map(([key]) => ({ kind: stored, key, fields: null })));
  }

  /** Answers in the vendor's place where a fault is due. */
  around(vendor: RestVendor): MiddlewareHandler {
    return async (c, next) => {
      const fault = this.#take(vendor, new URL(c.req.url).pathname.slice(vendor.length + 1));
      if (fault === null) return await next();
      switch (fault["answer"]) {
        case "timeout":
          await untilGone(c);
          return c.body(null, 504);
        case "reset":
          c.env.incoming.socket.destroy();
          return c.body(null, 502);
        case "page":
          return c.html("<html><body>Welcome to the network of Example Inc.</body></html>");
        case "cut":
          await next();
          c.res = new Response((await c.res.text()).slice(0, -2), c.res);
          return;
        default:
          return this.#refusal(c, vendor, fault);
      }
    };
  }

  #take(vendor: RestVendor, path: string): Fields | null {
    const due = this.#store.list(stored).find(([, fault]) => fault["vendor"] === vendor && matches(fault, path));
    if (due === undefined) return null;
    const [key, fault] = due;
    const left = number(fault, "times") - 1;
    this.#store.put(stored, key, { ...fault, times: left });
    if (left <= 0) this.#store.remove(stored, key);
    return fault;
  }

  /** In the vendor's own form; a 429 carries what clients wait by. */
  #refusal(c: Context, vendor: RestVendor, fault: Fields): Response {
    const [status, seconds] = [number(fault, "answer"), number(fault, "retryAfter")];
    if (status === 429) {
      const reset = Math.ceil(this.#clock.now().getTime() / 1000) + seconds;
      c.header("x-ratelimit-remaining", "0");
      c.header("x-ratelimit-reset", String(reset));
      c.header("retry-after", String(seconds));
    }
    c.status(status as Parameters<Context["status"]>[0]);
    const message = messages[status] ?? "Server Error";
    if (vendor === "github") return c.json({ message, documentation_url: "https://docs.github.com/rest" });
    if (vendor === "vercel") return c.json({ error: { code: codes[status] ?? "internal_server_error", message } });
    return c.body(errorXml(new ApiError(codes[status] ?? "InternalError", message, status)), { headers: xml });
  }
}

const xml = { "content-type": "text/xml" };

const messages: Readonly<Record<number, string>> = {
  401: "Bad credentials",
  403: "Resource not accessible by personal access token",
  404: "Not Found",
  429: "API rate limit exceeded for user ID 1.",
};

/** Vercel's, and AWS's where it has one for the status. */
const codes: Readonly<Record<number, string>> = {
  401: "unauthorized",
  403: "AuthorizationError",
  404: "not_found",
  429: "rate_limited",
};

function matches(fault: Fields, path: string): boolean {
  const pattern = text(fault, "path")
    .split("*")
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`, "s").test(path);
}

/** Until the client has left. */
function untilGone(c: Context): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, longestMs);
    timer.unref();
    c.req.raw.signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
