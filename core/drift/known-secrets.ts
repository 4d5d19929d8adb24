/** Secrets whose text is known in this process, so that it is shown nowhere: in no value, in no vendor's error. */
import { parseJson } from "../parity/json-text.ts";
import type { Deployment, StateResource } from "../parity/state.ts";
import { forEachValue, isTree, ownValue, SecretValue, unwrap } from "../parity/values.ts";
import { HIDDEN, withoutUrlCredentials } from "../text/url-credentials.ts";

/** Shorter texts are found by chance: a log level is no secret because some secret is `info`. */
const SHORTEST = 8;

export class KnownSecrets {
  readonly #texts = new Set<string>();

  add(text: string): void {
    if (text.length < SHORTEST) return;
    for (const form of [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)]) this.#texts.add(form);
  }

  /** The secrets of an opened state. */
  addFrom({ resources }: Deployment): void {
    for (const resource of resources) {
      for (const tree of [resource.inputs, resource.outputs]) this.#addFromTree(resource, tree);
    }
  }

  /** Whether a secret's text stands in the value or below it, also as a part of a text or of a key. */
  occurIn(value: unknown): boolean {
    let found = false;
    forEachValue(value, (part) => {
      const texts = typeof part === "string" ? [part] : isTree(part) ? Object.keys(part) : [];
      found ||= texts.some((text) => this.#anyIn(text));
    });
    return found;
  }

  /** The text with each secret taken out, the longest first, and the credentials in URLs. */
  scrub(text: string): string {
    const longestFirst = [...this.#texts].sort((a, b) => b.length - a.length);
    const scrubbed = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
    return withoutUrlCredentials(scrubbed);
  }

  #anyIn(text: string): boolean {
    for (const secret of this.#texts) if (text.includes(secret)) return true;
    return false;
  }

  #addFromTree(resource: StateResource, tree: unknown): void {
    if (!isTree(tree)) return;
    for (const name of Object.keys(tree)) {
      if (name === "value" && isShownByVercel(resource)) continue;
      forEachValue(tree[name], (value) => {
        if (value instanceof SecretValue && value.plaintext !== undefined) this.#addPlaintext(value.plaintext);
      });
    }
  }

  #addPlaintext(plaintext: string): void {
    forEachValue(parseJson(plaintext), (part) => {
      if (typeof part === "string") this.add(part);
    });
  }
}

/** The provider stores every variable as a secret; Vercel shows these to everybody. */
function isShownByVercel({ type, inputs }: StateResource): boolean {
  return type?.startsWith("vercel:") === true && unwrap(ownValue(inputs ?? {}, "sensitive")) === false;
}
