import { writeFileSync } from "node:fs";
import { UserError } from "../../core/user-error.ts";

/** Writes a report to a file; a folder that is missing or not writable is the person's to mend. */
export function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The report could not be written to ${file}: ${reason}`,
      "Give --output a file that can be written.",
    );
  }
}
