import type { Clock, Lease, RelayAdapters } from "./adapters.ts";
import type { Happening } from "./happening.ts";
import { isMessage, type Judgement, judge } from "./incident.ts";
import { type AlertMessage, alertMessage } from "./message.ts";

/** Longer than the function's timeout of 5 s: whoever holds a lease that has ended is no longer running. */
const LEASE_MS = 10_000;
/** What is left of the timeout is needed to give back what was taken. */
const PATIENCE_MS = 3_000;
const FIRST_WAIT_MS = 40;

/** Something that failed at a service, in words of ours: the cause may quote what was sent. */
export class StepError extends Error {
  readonly step: "parameters" | "store" | "publish";

  constructor(step: StepError["step"], cause: unknown) {
    super(step, { cause });
    this.step = step;
  }
}

/** Another invocation works on the same thing and did not end in time. */
export class BusyError extends Error {}

export interface Delivered {
  readonly judgement: Judgement;
  readonly message: AlertMessage | null;
}

type Outside = Pick<RelayAdapters, "store" | "publish" | "clock" | "newId" | "settings">;

/**
 * Handles a delivery once: null where it was handled before. Where anything fails it rejects, and the delivery is as if it
 * had never come.
 */
export async function deliverOnce(delivery: string, happening: Happening, outside: Outside): Promise<Delivered | null> {
  const { store, clock } = outside;
  const owner = outside.newId();
  const lease = (): Lease => ({ owner, now: clock.now(), until: clock.now() + LEASE_MS });
  const end = clock.now() + PATIENCE_MS;
  const claim = await patiently(clock, end, async () => {
    const answer = await during("store", store.claim(delivery, lease()));
    return answer === "busy" ? null : answer;
  });
  if (claim === "done") return null;
  try {
    const delivered = await patiently(clock, end, () => tryDeliver(happening, outside, lease));
    if (!(await during("store", store.complete(delivery, lease())))) throw new BusyError();
    return delivered;
  } catch (error) {
    // The first error is the one to tell. If this fails too, the lease ends by itself.
    await store.release(delivery, lease()).catch(() => undefined);
    throw error;
  }
}

/**
 * Judges and, where there is something to say, says it. What is known changes only after the message has gone out. Null where
 * somebody else was faster: then all has to be judged anew.
 */
async function tryDeliver(happening: Happening, outside: Outside, lease: () => Lease): Promise<Delivered | null> {
  const { store, publish, settings } = outside;
  const { family } = happening;
  const known = await during("store", store.load(family));
  const judgement = judge(known.family, happening);
  if (judgement.verdict === "late") return { judgement, message: null };
  if (!isMessage(judgement.verdict)) {
    const isSaved = await during("store", store.save(family, known, judgement.family, lease()));
    return isSaved ? { judgement, message: null } : null;
  }
  const message = alertMessage(judgement.verdict, happening, judgement.thing, settings);
  if (!(await during("store", store.reserve(family, known, lease())))) return null;
  try {
    await during("publish", publish(message));
  } catch (error) {
    await store.free(family, lease()).catch(() => undefined);
    throw error;
  }
  if (!(await during("store", store.save(family, known, judgement.family, lease())))) throw new BusyError();
  return { judgement, message };
}

/** Tries again, with longer and longer waits, while the answer is null. */
async function patiently<Answer>(clock: Clock, end: number, attempt: () => Promise<Answer | null>): Promise<Answer> {
  for (let wait = FIRST_WAIT_MS; ; wait *= 1.5) {
    const answer = await attempt();
    if (answer !== null) return answer;
    if (clock.now() + wait > end) throw new BusyError();
    await clock.wait(wait);
  }
}

export async function during<Result>(step: StepError["step"], work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw new StepError(step, error);
  }
}
