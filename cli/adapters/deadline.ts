import { counted } from "../../core/text/words.ts";

/** When what was begun has to be over. Its reason says so, to whoever asked for what was then not finished. */
export function deadline(minutes: number): AbortSignal {
  const controller = new AbortController();
  const late = new Error(`it took longer than ${counted(minutes, "minute")} and was stopped (--timeout allows more)`);
  // What it ends keeps the process alive; the deadline alone does not.
  setTimeout(() => controller.abort(late), minutes * 60_000).unref();
  return controller.signal;
}
