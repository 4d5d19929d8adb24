/** The one line of an engine's error output that says what went wrong; empty where there is none. */
export function engineErrorLine(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  // What the engine tells beside it, such as where it logs in, stands before.
  const error = lines.find((line) => line.startsWith(PREFIX) && line !== PREFIX.trim());
  if (error !== undefined) return error.slice(PREFIX.length).trim();
  return lines.find((line) => line !== "" && line !== PREFIX.trim() && !line.startsWith("warning:")) ?? "";
}

const PREFIX = "error: ";
