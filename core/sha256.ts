/** SHA-256 of a text, as hex digits. Loading node:crypto takes as long as comparing some thousand resources: not before it is used. */
export function sha256(text: string): string {
  return process.getBuiltinModule("node:crypto").createHash("sha256").update(text).digest("hex");
}
