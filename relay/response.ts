/** Answer of a Lambda Function URL. GitHub shows it beside the delivery: who may see the webhook reads it. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is answered and, in the log only, why. */
export interface Answer {
  readonly status: number;
  readonly result: string;
  /** For whoever has signed the request: what was done, or what has to change. */
  readonly detail?: string | undefined;
  readonly chat?: "sent" | "failed";
}

export function toResponse({ status, ...shown }: Answer): HttpResponse {
  return { statusCode: status, headers: { "content-type": "application/json" }, body: `${JSON.stringify(shown)}\n` };
}

export function malformed(detail?: string): Answer {
  return { status: 400, result: "malformed", detail };
}

export function forbidden(detail: string): Answer {
  return { status: 403, result: "refused", detail };
}
