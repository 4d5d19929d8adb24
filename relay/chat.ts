import type { AlertMessage } from "./message.ts";

/** A chat that hangs must not take the whole answer's time. */
const TIMEOUT_MS = 1_200;

/** Posts as Slack's incoming webhooks take it (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). */
export async function postToChat(url: string, { subject, body }: AlertMessage): Promise<void> {
  const text = `*${escaped(subject)}*\n${escaped(body.trimEnd())}`;
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw Object.assign(new Error(), { name: `ChatStatus${response.status}` });
}

/** Slack reads `<!channel>` and `<https://...|text>` as more than text. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
