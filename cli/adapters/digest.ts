import { createHmac, randomBytes } from "node:crypto";

/** Digest under a key made for this run: equal secrets are found without one ever being shown, stored or guessable later. */
export function digestOfThisRun(): (plaintext: string) => string {
  const key = randomBytes(32);
  return (plaintext) => createHmac("sha256", key).update(plaintext).digest("hex");
}
