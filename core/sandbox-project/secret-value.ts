import { CHAT_URL_SECRET, HEARTBEAT_URL_PREFIX } from "../naming/names.ts";

/**
 * What the sandbox sets a secret to that has no value yet: it says where it comes from, and has the form that its reader
 * needs. The chat's address is one that the sandbox stands in for; nobody answers at that of a heartbeat.
 * @param random what makes the value one of its kind
 */
export function sandboxSecretValue(secret: string, stack: string, random: string): string {
  const value = `sandbox-${stack}-${random}`;
  if (secret === CHAT_URL_SECRET) return `https://hooks.slack.com/services/${value}`;
  if (secret.startsWith(HEARTBEAT_URL_PREFIX)) return `https://heartbeat.invalid/${value}`;
  return value;
}
