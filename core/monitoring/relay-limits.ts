/** What bounds the cost of a function with a public URL. `costs.ts` does the sums. */

/** The least that Lambda takes; the relay needs no more. */
export const RELAY_MEMORY_MB = 128;
/** GitHub waits ten seconds for an answer. */
export const RELAY_TIMEOUT_SECONDS = 5;
export const RELAY_LOG_DAYS = 30;
/** DynamoDB units of the relay's table, reading and writing. */
export const RELAY_TABLE_UNITS = 1;

/** More calls than this in one period raise an alarm. Somebody who stays below it for a month stays within the free calls. */
export const RELAY_CALLS = { periodSeconds: 15 * 60, most: 300 } as const;

/**
 * How often an instance of the relay reads its secrets at most, while it is called: each reading decrypts them, and AWS counts that.
 * A wrong signature makes it look sooner, because the secret may have changed.
 */
export const RELAY_SECRETS = { freshSeconds: 5 * 60, retrySeconds: 150 } as const;
