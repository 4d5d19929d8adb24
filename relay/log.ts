/**
 * One line of the log. It holds words of ours, numbers, and ids of GitHub's form: nothing that was sent to us and nothing
 * secret, since whoever may read logs may not read everything.
 */
export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly event?: string;
  readonly delivery?: string;
  readonly status?: number;
  readonly result?: string;
  readonly why?: string;
  readonly stage?: string;
  readonly incident?: string;
  /** Which service failed, and with which error's name. */
  readonly step?: string;
  readonly error?: string;
  /** Places in our code, for an error that is a bug. */
  readonly stack?: string;
  readonly milliseconds?: number;
}

/** The name of an error, for example `ThrottlingException`. Its message may quote what was sent. */
export function errorName(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return /^[\w.]{1,64}$/.test(name) ? name : "Error";
}

/** Where in our code it happened. */
export function errorPlaces(error: unknown): string {
  const places = error instanceof Error ? error.stack?.match(/(?<=^ +)at .*/gm) : null;
  return (places ?? []).slice(0, 5).join("; ");
}
