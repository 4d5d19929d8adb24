import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a call instead of its answer: an error of the service's, or silence. */
export type Fault = { readonly code: string; readonly status: number } | "silence";

/** Stands between the SDK and moto. `fault` sees each call, for example `Publish`, and may spoil it. */
export class FaultyNetwork {
  /** Names of the calls that came, spoilt ones too. */
  readonly calls: string[] = [];
  fault: (call: string) => Fault | null = () => null;
  readonly #server = createServer((incoming, outgoing) => void this.#pass(incoming, outgoing));
  readonly #target: string;

  constructor(target: string) {
    this.#target = target;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const target = incoming.headers["x-amz-target"];
    const call = typeof target === "string" ? (target.split(".")[1] ?? "") : actionOf(body);
    this.calls.push(call);
    const fault = this.fault(call);
    if (fault === "silence") return;
    if (fault === null) return this.#forward(incoming, body, outgoing);
    if (typeof target === "string") {
      outgoing.writeHead(fault.status, { "content-type": "application/x-amz-json-1.0" });
      outgoing.end(JSON.stringify({ __type: fault.code, message: "spoilt" }));
    } else {
      outgoing.writeHead(fault.status, { "content-type": "text/xml" });
      outgoing.end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${fault.code}</Code><Message>spoilt</Message></Error></ErrorResponse>`,
      );
    }
  }

  #forward(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
    const onward = httpRequest(
      `${this.#target}${incoming.url ?? "/"}`,
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on("error", () => outgoing.destroy());
    onward.end(body);
  }
}

/** SNS speaks in forms, the other services in JSON. */
function actionOf(body: Buffer): string {
  return new URLSearchParams(body.toString("utf8")).get("Action") ?? "";
}
