import { RELAY_SETTINGS_VARIABLE, type RelaySettings } from "../core/monitoring/relay-settings.ts";
import { fieldsOf } from "./fields.ts";

/** What the relay cannot do without. The account stack wrote all of it, so what is there has the right form. */
const needed = [
  "repository",
  "repositoryId",
  "topicArn",
  "table",
  "secretParameters",
  "hookIdParameter",
  "stages",
  "vercelProjects",
  "workflows",
];

/**
 * @param json value of `STAGEKEEPER_RELAY`
 * @throws {Error} saying what is missing; the function then does not start, and GitHub shows its deliveries as failed
 */
export function parseSettings(json: string | undefined): RelaySettings {
  const written = fieldsOf(parsed(json));
  const missing = needed.filter((key) => !written?.[key]);
  if (written === null || missing.length > 0) {
    throw new Error(`${RELAY_SETTINGS_VARIABLE} lacks ${missing.join(", ")}. Deploy the account stack again.`);
  }
  // Pulumi hands some of GitHub's numbers on as texts.
  return { chatParameter: null, ...written, repositoryId: Number(written["repositoryId"]) } as unknown as RelaySettings;
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "");
  } catch {
    return null;
  }
}
