import { Hono } from "hono";
import type { Vendor } from "../model.ts";
import type { Site, WebAnswer } from "../runtime/internet.ts";
import { type MessageSource, send } from "../runtime/outbox.ts";

const host = "hooks.slack.com";

/** Slack's incoming webhooks under their own address, as a function reaches them. */
export function slackSite(vendor: Vendor): Site {
  return {
    serves: (url) => url.protocol === "https:" && url.hostname === host,
    answer: async ({ method, headers, body }) =>
      method === "POST" ? receive(vendor, headers["content-type"] ?? "", body, "relay") : answer(404, "not_found"),
  };
}

/** The same under the sandbox's own address: `POST /chat/<anything>`. */
export function chatRoutes(vendor: Vendor): Hono {
  const app = new Hono();
  app.post("*", async (c) => {
    const { status, body } = receive(vendor, c.req.header("content-type") ?? "", await c.req.text(), "publish");
    return new Response(body, { status });
  });
  return app;
}

/** docs.slack.dev, "Sending messages using incoming webhooks", with its error texts. The address is a secret, so it is not kept. */
function receive(vendor: Vendor, contentType: string, body: string, source: MessageSource): WebAnswer {
  const payload = payloadOf(contentType, body);
  if (payload === null) return answer(400, "invalid_payload");
  const { text } = payload;
  if (typeof text !== "string" || text === "") return answer(400, "no_text");
  const [subject = ""] = text.split("\n", 1);
  send(vendor, { channel: "chat", to: host, subject: subject.replaceAll(/[*_`]/g, ""), text, source });
  return answer(200, "ok");
}

function payloadOf(contentType: string, body: string): Readonly<Record<string, unknown>> | null {
  const isForm = contentType.startsWith("application/x-www-form-urlencoded");
  const json = isForm ? (new URLSearchParams(body).get("payload") ?? "") : body;
  try {
    const payload: unknown = JSON.parse(json);
    return typeof payload === "object" && payload !== null ? (payload as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

function answer(status: number, body: string): WebAnswer {
  return { status, headers: { "content-type": "text/html" }, body };
}
