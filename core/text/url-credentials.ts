/** Credentials in the addresses that engines and vendors quote: of a backend, a database, a Git host. */

/**
 * What stands in a URL before the last `@` of its host, so that a password may hold one: `user:password`, a token, `:password`. A
 * password may also hold what would end the host (`/`, `?`, `#`), where what follows the colon is no port. And the values of
 * parameters that are called a password, as PostgreSQL's `?password=`.
 */
const URL_CREDENTIALS =
  /(?<=:\/\/)(?:[^\s/?#]+|[^\s/?#@:]*:(?!\d{1,5}(?:[/?#\s]|$))\S+)(?=@)|(?<=[?&][\w-]*(?:password|passphrase|token|secret|signature)=)[^\s&#"'`]+/gi;

/** The text with `[secret]` in place of the credentials in its URLs. */
export function withoutUrlCredentials(text: string): string {
  return text.replaceAll(URL_CREDENTIALS, HIDDEN);
}

/** What stands in the place of a secret. */
export const HIDDEN = "[secret]";
