/** A request that one vendor, or a function that runs at one, makes to the outside. */
export interface WebRequest {
  readonly method: string;
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A part of the internet that the sandbox stands in for. */
export interface Site {
  serves(url: URL): boolean;
  answer(request: WebRequest): Promise<WebAnswer>;
}

/** Nothing answers at this address: the sandbox never reaches out of the machine. */
export class Unreachable extends Error {
  constructor(url: string) {
    super(`The sandbox has no ${originOf(url)}: it reaches its own vendors and this machine, nothing else.`);
  }
}

export interface Internet {
  /** Throws {@link Unreachable} where nothing stands in for the address. */
  send(request: WebRequest): Promise<WebAnswer>;
}

export function createInternet(sites: readonly Site[]): Internet {
  return {
    async send(request) {
      const url = parseUrl(request.url);
      const site = url === null ? undefined : [...sites, thisMachine].find((each) => each.serves(url));
      if (site === undefined) throw new Unreachable(request.url);
      return await site.answer(request);
    },
  };
}

const loopbackHosts = ["127.0.0.1", "localhost", "[::1]"];

/** Receivers that a test or a person runs here. */
const thisMachine: Site = {
  serves: (url) => loopbackHosts.includes(url.hostname),
  async answer({ method, url, headers, body }) {
    const hasBody = method !== "GET" && method !== "HEAD";
    const init = { method, headers, redirect: "manual" as const, ...(hasBody ? { body } : {}) };
    const response = await fetch(url, init).catch(() => {
      throw new Unreachable(url);
    });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  },
};

function parseUrl(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

/** An address may carry a secret in its path: messages name its host only. */
function originOf(url: string): string {
  return parseUrl(url)?.origin ?? "such address";
}
