import { createHmac, timingSafeEqual } from "node:crypto";

const written = /^sha256=([0-9a-f]{64})$/i;

/** The digest of a well-formed `X-Hub-Signature-256`, null for anything else: no key has to be fetched for such a request. */
export function readSignature(header: string | undefined): Buffer | null {
  const digest = written.exec(header ?? "")?.[1];
  return digest === undefined ? null : Buffer.from(digest, "hex");
}

/**
 * Whether one of the secrets signed the body
 * (https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries). Every secret is tried, and in constant
 * time: how long it takes tells nothing.
 * @param signature 32 bytes from {@link readSignature}
 */
export function isSigned(body: Buffer, signature: Buffer, secrets: readonly string[]): boolean {
  let signed = false;
  for (const secret of secrets) {
    const expected = createHmac("sha256", secret).update(body).digest();
    if (timingSafeEqual(expected, signature)) signed = true;
  }
  return signed;
}
