import { type Fields, fieldsOf, textOf } from "./fields.ts";

/** GitHub's payloads of these events have about 20 kB; ten times as much is nobody's webhook. */
export const MAX_BODY_BYTES = 262_144;

export interface HttpRequest {
  readonly method: string;
  /** Names in lower case. A header that came twice is one text with a comma, as HTTP joins them. */
  readonly headers: ReadonlyMap<string, string>;
  /** The body's bytes as they were sent: the signature covers these. */
  readonly body: Buffer;
}

/**
 * Reads the event of a Lambda Function URL
 * (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html, payload format 2.0).
 * @returns `too large` before anything is decoded, `malformed` where it is no such event
 */
export function readRequest(event: unknown): HttpRequest | "too large" | "malformed" {
  const fields = fieldsOf(event);
  const http = fieldsOf(fieldsOf(fields?.["requestContext"])?.["http"]);
  const written = fields?.["body"] ?? "";
  if (fields === null || http === null || typeof written !== "string") return "malformed";
  const isBase64 = fields["isBase64Encoded"] === true;
  if (leastBytes(written, isBase64) > MAX_BODY_BYTES) return "too large";
  const body = Buffer.from(written, isBase64 ? "base64" : "utf8");
  if (body.length > MAX_BODY_BYTES) return "too large";
  return { method: textOf(http, "method") ?? "", headers: headersOf(fieldsOf(fields["headers"]) ?? {}), body };
}

/** A lower bound of the body's size that costs no copy. */
function leastBytes(written: string, isBase64: boolean): number {
  return isBase64 ? Math.floor(written.length / 4) * 3 - 2 : written.length;
}

/** A Function URL gives lower case; other ways to this function may not. */
function headersOf(fields: Fields): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== "string") continue;
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}
