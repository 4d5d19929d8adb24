import { nearest } from "../../core/text/words.ts";
import { UserError } from "../../core/user-error.ts";

/** What a person is told who names a stage that there is not. */
export function unknownStage(name: string, known: readonly string[]): UserError {
  const near = nearest(name, known);
  return new UserError(
    `There is no stage ${name}; the stages are ${known.join(", ")}`,
    near === null ? "Choose one of them, or add it to stages in Pulumi.yaml." : `Did you mean ${near}?`,
  );
}
