import { parse } from "yaml";
import { UserError } from "../../core/user-error.ts";

/**
 * Parses YAML into plain data; a syntax error names file and line in one sentence. A date without quotes is a Date, as Pulumi's
 * engine reads it (gopkg.in/yaml.v3 resolves time stamps, of YAML 1.1).
 */
export function parseYamlData(text: string, file: string): unknown {
  try {
    return parse(text, { customTags: ["timestamp"] }) ?? {};
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new UserError(`${file}: ${reason}`, "Correct the YAML.");
  }
}
