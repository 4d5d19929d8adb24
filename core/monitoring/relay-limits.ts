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
 * How old the secrets may be that an instance of the relay uses. They change once in months: a few minutes of an old one do no
 * harm, since two are accepted for a day.
 */
export const RELAY_SECRETS_FRESH_MS = 300_000;
/**
 * A wrong signature may mean that the secret has changed. Strangers can cause this call: at most 17,280 in a month of 30 days,
 * in each instance of the function. Each decrypts up to three parameters, two secrets and the chat's URL, so these are up to
 * 51,840 decryptions an instance, of which the account has 20,000 free; the others cost $0.03 for 10,000
 * (https://aws.amazon.com/kms/pricing/), about 0.10 USD for one instance and 0.16 USD for each further one.
 */
export const RELAY_SECRETS_RETRY_MS = 150_000;
