import { withoutUrlCredentials } from "./url-credentials.ts";

/**
 * The one line of an engine's error output that says what went wrong, without the credentials of a URL in it; empty where there
 * is none. Whatever is shown of an engine's error comes from here: engines quote the address of their backend, password and all.
 */
export function engineErrorLine(stderr: string): string {
  return withoutUrlCredentials(errorLine(stderr));
}

function errorLine(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  // What the engine tells beside it, such as where it logs in, stands before.
  const error = lines.find((line) => line.startsWith(PREFIX) && line !== PREFIX.trim());
  if (error !== undefined) return error.slice(PREFIX.length).trim();
  return lines.find((line) => line !== "" && line !== PREFIX.trim() && !line.startsWith("warning:")) ?? "";
}

const PREFIX = "error: ";
