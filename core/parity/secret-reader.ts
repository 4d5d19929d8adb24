/** Reading secrets: their plaintext where it is known, and digests to compare them by. */
import { sha256 } from "../sha256.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Setting } from "./comparison.ts";
import { parseJson } from "./json-text.ts";
import type { CompareOptions } from "./types.ts";
import type { SecretValue } from "./values.ts";

export type SecretReader = Pick<Setting, "desired" | "plaintextOf" | "digestOf">;

export function secretReader({
  stages,
  source,
  digest = sha256,
}: Pick<CompareOptions, "stages" | "source" | "digest">): SecretReader {
  const desired = source === "desired";
  const opened = stages.map((stage) => stage.decrypted ?? !desired);
  const plaintextOf = (stage: number, { plaintext }: SecretValue) =>
    opened[stage] && plaintext !== undefined && !isEmpty(plaintext) ? plaintext : undefined;
  const digestOf = (stage: number, secret: SecretValue) => {
    const plaintext = plaintextOf(stage, secret);
    // The same value can be written with its keys in another order.
    return plaintext === undefined ? undefined : digest(canonicalJson(parseJson(plaintext)));
  };
  return { desired, plaintextOf, digestOf };
}

/** An export made with a wrong passphrase holds null for every secret and still succeeds: https://github.com/pulumi/pulumi/issues/23476 */
function isEmpty(plaintext: string): boolean {
  return /^\s*(?:null|"")?\s*$/.test(plaintext);
}
