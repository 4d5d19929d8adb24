import { hash, randomBytes } from "node:crypto";

/** Size of SHA-256's blocks, in bytes. */
const BLOCK = 64;

/** Digest under a key made for this run: equal secrets are found without one ever being shown, stored or guessable later. */
export function digestOfThisRun(): (plaintext: string) => string {
  return hmac(randomBytes(BLOCK));
}

/**
 * HMAC-SHA256 as RFC 2104 defines it, of two hashes. An object of `createHmac` takes ten times as long to make, and there is a
 * secret in every few resources.
 */
export function hmac(key: Buffer): (plaintext: string) => string {
  const inner = key.map((byte) => byte ^ 0x36);
  const outer = key.map((byte) => byte ^ 0x5c);
  return (plaintext) => {
    const digest = hash("sha256", Buffer.concat([inner, Buffer.from(plaintext)]), "buffer");
    return hash("sha256", Buffer.concat([outer, digest]), "hex");
  };
}
