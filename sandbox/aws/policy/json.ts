/** The outcome of reading JSON as Go's encoding/json does; `offset` counts bytes up to and with the offending one. */
type ParsedJson =
  | { readonly ok: true; readonly value: unknown; readonly duplicateKeys: readonly string[] }
  | { readonly ok: false; readonly error: string; readonly offset: number };

/** JSON.parse in Go's words, since the providers pass Go's errors on; it also notices keys that stand twice. */
export function parseJson(text: string): ParsedJson {
  const reader = new Reader(text);
  try {
    const value = reader.document();
    return { ok: true, value, duplicateKeys: reader.duplicateKeys };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { ok: false, error: error.message, offset: Buffer.byteLength(text.slice(0, error.end)) };
  }
}

/** Go's json.Marshal of what was read: no white space, keys sorted, `<`, `>` and `&` escaped. */
export function normaliseJson(text: string): string {
  const parsed = parseJson(text);
  return parsed.ok ? toJson(parsed.value) : text;
}

/** Whether two texts are the same JSON; nothing and an empty text are alike. */
export function sameJson(left: unknown, right: unknown): boolean {
  return normaliseJson(String(left ?? "")) === normaliseJson(String(right ?? ""));
}

export function toJson(value: unknown): string {
  return escapeHtml(JSON.stringify(sortKeys(value)));
}

function escapeHtml(json: string): string {
  return json.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026");
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)]));
}

class SyntaxProblem extends Error {
  readonly end: number;

  constructor(message: string, end: number) {
    super(message);
    this.end = end;
  }
}

class Reader {
  readonly duplicateKeys: string[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    const value = this.#value();
    if (this.#peek() !== "") this.#fail("after top-level value");
    return value;
  }

  /** The next character that is no white space, `""` at the end. */
  #peek(): string {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
    return this.#text[this.#at] ?? "";
  }

  #fail(where: string): never {
    const character = this.#text[this.#at];
    if (character === undefined) throw new SyntaxProblem("unexpected end of JSON input", this.#at);
    const shown = character === "'" ? `'\\''` : `'${character}'`;
    throw new SyntaxProblem(`invalid character ${shown} ${where}`, this.#at + 1);
  }

  #value(): unknown {
    const first = this.#peek();
    if (first === "{") return this.#object();
    if (first === "[") return this.#array();
    if (first === '"') return this.#string();
    if (/[-\d]/.test(first)) return this.#number();
    if (first === "t") return this.#literal("true", true);
    if (first === "f") return this.#literal("false", false);
    if (first === "n") return this.#literal("null", null);
    return this.#fail("looking for beginning of value");
  }

  #object(): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    this.#at += 1;
    if (this.#peek() === "}") {
      this.#at += 1;
      return {};
    }
    for (;;) {
      if (this.#peek() !== '"') this.#fail("looking for beginning of object key string");
      const key = this.#string();
      if (this.#peek() !== ":") this.#fail("after object key");
      this.#at += 1;
      if (entries.has(key)) this.duplicateKeys.push(key);
      entries.set(key, this.#value());
      const next = this.#peek();
      if (next !== "," && next !== "}") this.#fail("after object key:value pair");
      this.#at += 1;
      if (next === "}") return Object.fromEntries(entries);
    }
  }

  #array(): unknown[] {
    const values: unknown[] = [];
    this.#at += 1;
    if (this.#peek() === "]") {
      this.#at += 1;
      return values;
    }
    for (;;) {
      values.push(this.#value());
      const next = this.#peek();
      if (next !== "," && next !== "]") this.#fail("after array element");
      this.#at += 1;
      if (next === "]") return values;
    }
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character < " ") this.#fail("in string literal");
      if (character === "\\") this.#escape();
      this.#at += 1;
      if (character === '"') return JSON.parse(this.#text.slice(start, this.#at)) as string;
    }
  }

  #escape(): void {
    this.#at += 1;
    if (this.#text[this.#at] !== "u") {
      if (!/["\\/bfnrt]/.test(this.#text[this.#at] ?? "")) this.#fail("in string escape code");
      return;
    }
    for (let digit = 0; digit < 4; digit += 1) {
      this.#at += 1;
      if (!/[\da-fA-F]/.test(this.#text[this.#at] ?? "")) this.#fail("in \\u hexadecimal character escape");
    }
  }

  #number(): number {
    const start = this.#at;
    const pattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    pattern.lastIndex = start;
    const found = pattern.exec(this.#text);
    this.#at = found === null ? start + 1 : pattern.lastIndex;
    if (found === null) this.#fail("in numeric literal");
    return Number(found[0]);
  }

  #literal(word: string, value: unknown): unknown {
    for (const expected of word) {
      if (this.#text[this.#at] !== expected) this.#fail(`in literal ${word} (expecting '${expected}')`);
      this.#at += 1;
    }
    return value;
  }
}
