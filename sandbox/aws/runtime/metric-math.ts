import { UserError } from "../../../core/user-error.ts";

/** A value for each period, the oldest first; null where there is none. A number alone stands for the same in all. */
export type Series = readonly (number | null)[];
type Value = Series | number;

/** An expression that was read: its value from the series that it names. */
export interface MetricExpression {
  /** Ids of other metrics and expressions that it refers to. */
  readonly uses: readonly string[];
  evaluate(series: (id: string) => Series, periods: number): Series;
}

const readme = "sandbox/README.md lists what expressions may have.";

/** Why an expression is not one that the sandbox evaluates. */
export class MetricMathError extends UserError {}

type Node = (series: (id: string) => Series) => Value;

/**
 * Reads metric math: numbers, ids, `+ - * / ^`, comparisons, `AND`, `OR`, `FILL(m, number or REPEAT)`, `IF(condition, then[, else])`,
 * `SUM`, `MIN`, `MAX` and `AVG` of several series. Everything else is refused.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseMetricMath(text: string): MetricExpression {
  const parser = new Parser(text);
  const root = parser.whole();
  return {
    uses: [...parser.uses],
    evaluate(series, periods) {
      const value = root(series);
      return typeof value === "number" ? new Array<number>(periods).fill(value) : value;
    },
  };
}

/** Binary operators by how strongly they bind. */
const levels: readonly Readonly<Record<string, (left: number, right: number) => number | null>>[] = [
  { OR: (l, r) => Number(l !== 0 || r !== 0), "||": (l, r) => Number(l !== 0 || r !== 0) },
  { AND: (l, r) => Number(l !== 0 && r !== 0), "&&": (l, r) => Number(l !== 0 && r !== 0) },
  { "==": (l, r) => Number(l === r), "!=": (l, r) => Number(l !== r) },
  {
    "<": (l, r) => Number(l < r),
    "<=": (l, r) => Number(l <= r),
    ">": (l, r) => Number(l > r),
    ">=": (l, r) => Number(l >= r),
  },
  { "+": (l, r) => l + r, "-": (l, r) => l - r },
  // A division by zero is no data point.
  { "*": (l, r) => l * r, "/": (l, r) => (r === 0 ? null : l / r) },
  { "^": (l, r) => l ** r },
];

const reductions: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
};

class Parser {
  readonly uses = new Set<string>();
  readonly #tokens: readonly string[];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = text.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|==|!=|<=|>=|&&|\|\||\S/g) ?? [];
  }

  whole(): Node {
    const root = this.#level(0);
    if (this.#next !== "") this.#refuse(`at "${this.#next}"`);
    return root;
  }

  get #next(): string {
    return this.#tokens[this.#at] ?? "";
  }

  #take(): string {
    const token = this.#next;
    this.#at += 1;
    return token;
  }

  #expect(token: string): void {
    if (this.#take() !== token) this.#refuse(`"${token}" is missing`);
  }

  #level(depth: number): Node {
    const operators = levels[depth];
    if (operators === undefined) return this.#unary();
    let left = this.#level(depth + 1);
    for (;;) {
      const operator = operators[this.#next.toUpperCase()];
      if (operator === undefined) return left;
      this.#take();
      const [first, second] = [left, this.#level(depth + 1)];
      left = (series) => combine(first(series), second(series), operator);
    }
  }

  #unary(): Node {
    if (this.#next !== "-") return this.#primary();
    this.#take();
    const inner = this.#unary();
    return (series) => combine(0, inner(series), (left, right) => left - right);
  }

  #primary(): Node {
    const token = this.#take();
    if (/^\d/.test(token)) return () => Number(token);
    if (token === "(") {
      const inner = this.#level(0);
      this.#expect(")");
      return inner;
    }
    if (/^[A-Z]\w*$/.test(token)) return this.#call(token);
    if (!/^[a-z]\w*$/.test(token)) this.#refuse(`at "${token}"`);
    this.uses.add(token);
    return (series) => series(token);
  }

  #call(name: string): Node {
    this.#expect("(");
    if (name === "FILL") return this.#fill();
    if (name === "IF") return this.#if();
    const reduce = reductions[name];
    if (reduce === undefined) this.#refuse(`the function ${name}`);
    this.#expect("[");
    const members = this.#list();
    this.#expect("]");
    this.#expect(")");
    return (series) =>
      reduceSeries(
        members.map((member) => member(series)),
        reduce,
      );
  }

  #fill(): Node {
    const inner = this.#level(0);
    this.#expect(",");
    const repeats = this.#next === "REPEAT";
    if (repeats) this.#take();
    const filler = repeats ? null : this.#level(0);
    this.#expect(")");
    return (series) => {
      const filled = filler === null ? null : filler(series);
      if (filled !== null && typeof filled !== "number") this.#refuse("FILL with another series");
      const value = inner(series);
      if (typeof value === "number") return value;
      let last: number | null = null;
      return value.map((each) => {
        if (each !== null) last = each;
        return each ?? filled ?? last;
      });
    };
  }

  #if(): Node {
    const parts = this.#list();
    this.#expect(")");
    const [condition, then, otherwise] = parts;
    if (condition === undefined || then === undefined || parts.length > 3) this.#refuse("IF with so many parts");
    return (series) => choose(condition(series), then(series), otherwise?.(series) ?? null);
  }

  #list(): Node[] {
    const members = [this.#level(0)];
    while (this.#next === ",") {
      this.#take();
      members.push(this.#level(0));
    }
    return members;
  }

  #refuse(what: string): never {
    throw new MetricMathError(`The sandbox does not model ${what} in the metric expression ${this.#text}.`, readme);
  }
}

function at(value: Value | null, index: number): number | null {
  return typeof value === "number" || value === null ? value : (value[index] ?? null);
}

function lengthOf(values: readonly (Value | null)[]): number {
  return Math.max(0, ...values.map((value) => (typeof value === "number" || value === null ? 0 : value.length)));
}

/** A period in which one side has no data has none. */
function combine(left: Value, right: Value, operator: (left: number, right: number) => number | null): Value {
  if (typeof left === "number" && typeof right === "number") return operator(left, right) ?? Number.NaN;
  return Array.from({ length: lengthOf([left, right]) }, (_, index) => {
    const [first, second] = [at(left, index), at(right, index)];
    return first === null || second === null ? null : operator(first, second);
  });
}

/** Sums and their like take the data that there is. */
function reduceSeries(values: readonly Value[], reduce: (values: readonly number[]) => number): Value {
  return Array.from({ length: lengthOf(values) }, (_, index) => {
    const present = values.map((value) => at(value, index)).filter((value) => value !== null);
    return present.length === 0 ? null : reduce(present);
  });
}

function choose(condition: Value, then: Value, otherwise: Value | null): Value {
  return Array.from({ length: lengthOf([condition, then, otherwise]) }, (_, index) => {
    const test = at(condition, index);
    if (test === null) return null;
    return test !== 0 ? at(then, index) : at(otherwise, index);
  });
}
