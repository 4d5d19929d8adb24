import { createHmac, randomUUID } from "node:crypto";
import type { Json } from "./payloads.ts";
import { hookId, secret } from "./settings.ts";

export interface RequestOptions {
  readonly delivery?: string;
  readonly secret?: string;
  readonly isBase64?: boolean;
  /** Put over GitHub's; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** The event that a Lambda Function URL makes of GitHub's request. */
export function functionUrlEvent(event: string, payload: Json | string, options: RequestOptions = {}): Json {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const headers: Record<string, string | undefined> = {
    accept: "*/*",
    "content-type": "application/json",
    host: "abc.lambda-url.eu-central-1.on.aws",
    "user-agent": "GitHub-Hookshot/0000000",
    "x-github-delivery": options.delivery ?? randomUUID(),
    "x-github-event": event,
    "x-github-hook-id": hookId,
    "x-hub-signature-256": sign(body, options.secret ?? secret),
    ...options.headers,
  };
  return {
    version: "2.0",
    rawPath: "/",
    rawQueryString: "",
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
    requestContext: { http: { method: "POST", path: "/", sourceIp: "140.82.112.1" }, requestId: randomUUID() },
    body: options.isBase64 === true ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded: options.isBase64 ?? false,
  };
}

export function sign(body: string, key: string): string {
  return `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
}
