import type { Readable } from "node:stream";

/** Calls `visit` for each line of a stream, and keeps no more than the line at hand. */
export function forEachLine(stream: Readable, visit: (line: string) => void): void {
  // Parts of a line that has not ended yet; a line of megabytes is put together once.
  let parts: string[] = [];
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    let start = 0;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
      parts.push(chunk.slice(start, end));
      visit(parts.length === 1 ? (parts[0] ?? "") : parts.join(""));
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.slice(start));
  });
  stream.on("end", () => {
    if (parts.length > 0) visit(parts.join(""));
  });
}
