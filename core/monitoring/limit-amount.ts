/** Enough for fractions of a cent. */
const DECIMALS = 6;

/**
 * An amount in US dollars as AWS Budgets gives it back: with at least one decimal, without an exponent. The provider compares
 * amounts as numbers, but whoever compares texts, as parity and drift do, sees no difference in this form.
 */
export function limitAmount(usd: number): string {
  return usd.toFixed(DECIMALS).replace(/(\.\d+?)0+$/, "$1");
}
