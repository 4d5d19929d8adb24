import { RELAY_SECRETS_FRESH_MS } from "../core/monitoring/relay-limits.ts";
import type { Clock, Parameters, RelayAdapters } from "./adapters.ts";

/** While SSM does not answer, what is known is used for so long. Losing alerts would be worse. */
const USABLE_MS = 60 * 60_000;
/** After a failure nothing is asked for so long: whoever sends forged requests cannot turn them into calls. */
const PAUSE_MS = 5_000;

export interface ParameterCache {
  /** Rejects where they cannot be read and were not known within the last hour. */
  readonly get: () => Promise<Parameters>;
  /** Reads them anew if they are known for at least so long; null where they are not. */
  readonly newerThan: (milliseconds: number) => Promise<Parameters | null>;
}

/** Keeps the parameters in memory. Requests that come at once share one reading. */
export function cacheParameters(read: RelayAdapters["parameters"], clock: Pick<Clock, "now">): ParameterCache {
  let known: { readonly parameters: Parameters; readonly at: number } | null = null;
  let failed: { readonly error: unknown; readonly at: number } | null = null;
  let reading: Promise<Parameters> | null = null;

  async function readNow(): Promise<Parameters> {
    try {
      const parameters = await read();
      known = { parameters, at: clock.now() };
      failed = null;
      return parameters;
    } catch (error) {
      failed = { error, at: clock.now() };
      throw error;
    } finally {
      reading = null;
    }
  }

  async function readShared(): Promise<Parameters> {
    if (failed !== null && clock.now() - failed.at < PAUSE_MS) throw failed.error;
    reading ??= readNow();
    return await reading;
  }

  const age = (): number => (known === null ? Number.POSITIVE_INFINITY : clock.now() - known.at);

  return {
    get: async () => {
      if (known !== null && age() < RELAY_SECRETS_FRESH_MS) return known.parameters;
      try {
        return await readShared();
      } catch (error) {
        if (known !== null && age() < USABLE_MS) return known.parameters;
        throw error;
      }
    },
    newerThan: async (milliseconds) => (age() < milliseconds ? null : await readShared()),
  };
}

/** The secret before the newest is accepted for so long after the newest was made: GitHub may still be told the new one. */
const OVERLAP_MS = 24 * 60 * 60_000;

/** The secrets that are valid now. */
export function validSecrets({ secrets }: Parameters, now: number): readonly string[] {
  const [newest, ...older] = secrets;
  if (newest === undefined) return [];
  const isOverlap = now < newest.modified + OVERLAP_MS;
  return [newest, ...(isOverlap ? older.slice(0, 1) : [])].map(({ value }) => value).filter((value) => value !== "");
}
