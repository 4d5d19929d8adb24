import type { Fields } from "../values.ts";

/**
 * The configuration of every provider that the engine has configured. All three providers share one port, and a request
 * does not name its provider; but the engine opens one connection for each provider resource, so the connection does.
 */
export class Configurations {
  readonly #byConnection = new Map<string, Fields>();
  readonly #latest = new Map<string, Fields>();

  configure(connection: string, provider: string, config: Fields): void {
    this.#byConnection.set(`${connection} ${provider}`, config);
    this.#latest.set(provider, config);
  }

  /** @param provider package name, for example `aws` */
  of(connection: string, provider: string): Fields {
    return this.#byConnection.get(`${connection} ${provider}`) ?? this.#latest.get(provider) ?? {};
  }
}

/** `aws` of `aws:s3/bucket:Bucket`, of `pulumi:providers:aws`, or of a URN of either. */
export function packageOf(urnOrType: string): string {
  const type = urnOrType.startsWith("urn:") ? typeOf(urnOrType) : urnOrType;
  const [first = "", module, name = ""] = type.split(":");
  return first === "pulumi" && module === "providers" ? name : first;
}

/** Type token in a URN: `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** Logical name in a URN; it may itself contain `::`. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
