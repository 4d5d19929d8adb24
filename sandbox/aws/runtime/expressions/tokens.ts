import { ApiError } from "../../api/error.ts";
import type { AttributeValue, Names, Path } from "./item.ts";

const pattern = /\s*(?:(<>|<=|>=|[=<>(),.+-])|([#:]?[A-Za-z_][\w-]*|[#:]\w+)|(\S))/y;

/** Reads an expression of DynamoDB token by token. */
export class Tokens {
  readonly #tokens: readonly string[];
  readonly #what: string;
  readonly #names: Names;
  #at = 0;

  /** @param what how error messages call it: `ConditionExpression` */
  constructor(text: string, what: string, names: Names) {
    this.#what = what;
    this.#names = names;
    this.#tokens = [...text.matchAll(new RegExp(pattern.source, "g"))].map(([, sign, word, other]) => {
      if (other !== undefined) throw this.error(`Syntax error; token: "${other}"`);
      return sign ?? word ?? "";
    });
  }

  get next(): string {
    return this.#tokens[this.#at] ?? "";
  }

  take(): string {
    const token = this.next;
    this.#at += 1;
    return token;
  }

  /** Takes the token if it is the next one; keywords in any case. */
  takeIf(token: string): boolean {
    if (this.next.toUpperCase() !== token.toUpperCase()) return false;
    this.#at += 1;
    return true;
  }

  expect(token: string): void {
    if (!this.takeIf(token)) throw this.error(`Syntax error; token: "${this.next}", expected: "${token}"`);
  }

  /** True where the next token begins a function call. */
  get isCall(): boolean {
    return /^[a-z_]+$/.test(this.next) && this.#tokens[this.#at + 1] === "(";
  }

  get isValue(): boolean {
    return this.next.startsWith(":");
  }

  value(): AttributeValue {
    const name = this.take();
    const value = this.#names.values[name];
    if (value === undefined) {
      throw this.error(`An expression attribute value used in expression is not defined; attribute value: ${name}`);
    }
    return value;
  }

  path(): Path {
    const steps = [this.#name()];
    while (this.takeIf(".")) steps.push(this.#name());
    return steps;
  }

  #name(): string {
    const name = this.take();
    if (!/^#?[A-Za-z_]|^#\w/.test(name)) throw this.error(`Syntax error; token: "${name}"`);
    if (!name.startsWith("#")) return name;
    const known = this.#names.names[name];
    if (known === undefined) {
      throw this.error(
        `An expression attribute name used in the document path is not defined; attribute name: ${name}`,
      );
    }
    return known;
  }

  error(message: string): ApiError {
    return new ApiError("ValidationException", `Invalid ${this.#what}: ${message}`);
  }
}
