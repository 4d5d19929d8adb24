import { type Fields, object } from "../../values.ts";

/** What the function's archive holds, by path inside it, as `codeFiles` keeps it. */
export function filesOf(stored: Fields): ReadonlyMap<string, Buffer> {
  const files = Object.entries(object(stored, "codeFiles") ?? {});
  return new Map(files.map(([path, content]) => [path, Buffer.from(String(content), "base64")]));
}
