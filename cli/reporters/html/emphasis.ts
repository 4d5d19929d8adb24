/** Comparing more tokens than this with each other costs more than it shows; then only the ends are compared. */
const MAX_PAIRS = 40_000;

/** A text in parts that are alternately the same as in the reference and different from it, the first one the same (perhaps empty). */
export function emphasis(text: string, reference: string): readonly string[] {
  const tokens = tokensOf(text);
  const others = tokensOf(reference);
  const same = tokens.length * others.length <= MAX_PAIRS ? inCommon(tokens, others) : atEnds(tokens, others);
  const parts: string[] = [""];
  for (const [index, token] of tokens.entries()) {
    // Odd places hold what differs.
    const belongs = (parts.length % 2 === 1) === same[index];
    if (belongs) parts[parts.length - 1] += token;
    else parts.push(token);
  }
  return parts;
}

/** Words and the signs between them. */
function tokensOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]/gu) ?? [];
}

/** Which tokens are part of the longest common subsequence. */
function inCommon(tokens: readonly string[], others: readonly string[]): readonly boolean[] {
  const columns = others.length + 1;
  const lengths = new Uint16Array((tokens.length + 1) * columns);
  const at = (row: number, column: number) => lengths[row * columns + column] ?? 0;
  for (let row = tokens.length - 1; row >= 0; row -= 1) {
    for (let column = others.length - 1; column >= 0; column -= 1) {
      lengths[row * columns + column] =
        tokens[row] === others[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  let column = 0;
  return tokens.map((token, row) => {
    while (column < others.length && token !== others[column] && at(row, column + 1) >= at(row + 1, column))
      column += 1;
    if (token !== others[column]) return false;
    column += 1;
    return true;
  });
}

function atEnds(tokens: readonly string[], others: readonly string[]): readonly boolean[] {
  const shorter = Math.min(tokens.length, others.length);
  let start = 0;
  while (start < shorter && tokens[start] === others[start]) start += 1;
  let end = 0;
  while (end < shorter - start && tokens.at(-1 - end) === others.at(-1 - end)) end += 1;
  return tokens.map((_, index) => index < start || index >= tokens.length - end);
}
