/** What a webhook tells, apart from how GitHub writes it. */
export interface Happening {
  /** `job`: a deployment that a job of GitHub Actions made. `deployment`: one that another tool made. */
  readonly source: "workflow" | "job" | "vercel" | "deployment";
  /** Things that are judged together, because one failure can reach us as several of them. */
  readonly family: string;
  /** The one thing that failed or succeeded. */
  readonly thing: string;
  readonly outcome: "failure" | "success";
  readonly order: Order;
  /** `<run>/<attempt>` of the GitHub Actions run behind it, null where there is none. */
  readonly run: string | null;
  /** Name of the stage, or `repository`. */
  readonly stage: string;
  /** What people call it: a workflow's file, a Vercel project, an environment. From outside: shown only through `text.ts`. */
  readonly name: string;
  readonly pipeline: string | null;
  /** GitHub's word for the outcome: `timed_out`, `error`. */
  readonly verdict: string;
  readonly environment: string | null;
  readonly branch: string | null;
  readonly commit: string | null;
  readonly link: string | null;
  /** When it came to this end, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * Tells which of two happenings of one thing is the later one: time in milliseconds, then number of the run or deployment,
 * then attempt or status, then 0 for a failure and 1 for a success. Deliveries arrive in any order, and more than once.
 */
export type Order = readonly [time: number, id: number, attempt: number, rank: number];

export function isLater(one: Order, other: Order): boolean {
  const difference = one.map((value, place) => value - (other[place] ?? 0)).find((value) => value !== 0);
  return difference !== undefined && difference > 0;
}

/** What became of reading an event: something to judge, nothing of interest (and why), or not GitHub's form. */
export type Reading =
  | { readonly kind: "happening"; readonly happening: Happening }
  | { readonly kind: "ignored"; readonly why: string }
  | { readonly kind: "malformed"; readonly why: string };

export function ignored(why: string): Reading {
  return { kind: "ignored", why };
}

export function malformed(why: string): Reading {
  return { kind: "malformed", why };
}
