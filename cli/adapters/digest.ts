/** Sizes of SHA-256's blocks and digests, in bytes. */
const BLOCK = 64;
const DIGEST = 32;
const ROOM = 4096;
/** Of UTF-8, for a unit of UTF-16. */
const MOST_BYTES_A_UNIT = 3;

/** Digest under a key made for this run: equal secrets are found without one ever being shown, stored or guessable later. */
export function digestOfThisRun(): (plaintext: string) => string {
  let digest: ((plaintext: string) => string) | undefined;
  return (plaintext) => {
    digest ??= hmac(process.getBuiltinModule("node:crypto").randomBytes(BLOCK));
    return digest(plaintext);
  };
}

/**
 * HMAC-SHA256 as RFC 2104 defines it, of two hashes. An object of `createHmac` takes ten times as long to make, and there is a
 * secret in every few resources.
 */
export function hmac(key: Buffer): (plaintext: string) => string {
  const { hash } = process.getBuiltinModule("node:crypto");
  const inner = key.map((byte) => byte ^ 0x36);
  const outer = Buffer.concat([key.map((byte) => byte ^ 0x5c), Buffer.alloc(DIGEST)]);
  // Texts of secrets are short: they are written where the last one stood.
  const room = Buffer.concat([inner, Buffer.alloc(ROOM)]);
  return (plaintext) => {
    const isShort = plaintext.length * MOST_BYTES_A_UNIT <= ROOM;
    const message = isShort
      ? room.subarray(0, BLOCK + room.write(plaintext, BLOCK))
      : Buffer.concat([inner, Buffer.from(plaintext)]);
    outer.set(hash("sha256", message, "buffer"), BLOCK);
    return hash("sha256", outer, "hex");
  };
}
