import { createHash } from "node:crypto";
import { archiveFiles } from "../../provider/archive.ts";
import { Asset, type Fields, object } from "../../values.ts";

/** What the function's archive holds, by path inside it, as `codeFiles` keeps it. */
export function filesOf(stored: Fields): ReadonlyMap<string, Buffer> {
  const files = Object.entries(object(stored, "codeFiles") ?? {});
  return new Map(files.map(([path, content]) => [path, Buffer.from(String(content), "base64")]));
}

/** What Lambda keeps and says of the archive. */
export function storedCode(planned: Fields): Fields {
  const code = planned["code"];
  const files = code instanceof Asset ? [...archiveFiles(code)].sort(([left], [right]) => (left < right ? -1 : 1)) : [];
  const digest = createHash("sha256");
  for (const [path, content] of files) digest.update(`${path}\0${content.length}\0`).update(content);
  return {
    codeFiles: Object.fromEntries(files.map(([path, content]) => [path, content.toString("base64")])),
    // The real one is the zip file's, whose bytes are the bridge's own affair.
    codeSha256: digest.digest("base64"),
    sourceCodeSize: files.reduce((sum, [, content]) => sum + content.length, 0),
  };
}
