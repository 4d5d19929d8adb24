import type { RelaySettings } from "../../../core/monitoring/relay-settings.ts";
import type { Parameters, RelayAdapters } from "../../../relay/adapters.ts";
import { createHandler } from "../../../relay/handler.ts";
import type { LogLine } from "../../../relay/log.ts";
import type { AlertMessage } from "../../../relay/message.ts";
import type { HttpResponse } from "../../../relay/response.ts";
import { MemoryStore } from "./memory-store.ts";
import type { Json } from "./payloads.ts";
import { functionUrlEvent, type RequestOptions } from "./requests.ts";
import { hookId, secret, secretBefore, settings } from "./settings.ts";

/** The relay with everything around it in memory. What is changed here changes for its next request. */
export class World {
  readonly messages: AlertMessage[] = [];
  readonly chats: { readonly url: string; readonly message: AlertMessage }[] = [];
  readonly lines: LogLine[] = [];
  readonly store: MemoryStore;
  readonly handler: (event: unknown) => Promise<HttpResponse>;
  now = Date.parse("2026-11-24T12:00:00Z");
  reads = 0;
  parameters: Parameters = {
    secrets: [
      { value: secret, modified: Date.parse("2026-11-24T00:00:00Z") },
      { value: secretBefore, modified: Date.parse("2026-01-01T00:00:00Z") },
    ],
    hookId,
    chatUrl: null,
  };
  /** Thrown by the next calls of a service. */
  broken: { parameters?: Error; publish?: Error; chat?: Error } = {};
  #ids = 0;

  constructor(
    options: { settings?: RelaySettings; pause?: () => Promise<void>; outside?: Partial<RelayAdapters> } = {},
  ) {
    const pause = options.pause ?? (async () => {});
    this.store = new MemoryStore(pause);
    const used = options.settings ?? settings;
    this.handler = createHandler({
      settings: used,
      parameters: async () => {
        this.reads += 1;
        await pause();
        if (this.broken.parameters) throw this.broken.parameters;
        return this.parameters;
      },
      store: this.store,
      publish: async (message) => {
        await pause();
        if (this.broken.publish) throw this.broken.publish;
        this.messages.push(message);
      },
      chat: async (url, message) => {
        if (this.broken.chat) throw this.broken.chat;
        this.chats.push({ url, message });
      },
      clock: {
        now: () => this.now,
        wait: async (milliseconds) => {
          // Those who wait at once wait together.
          const end = this.now + milliseconds;
          await pause();
          this.now = Math.max(this.now, end);
        },
      },
      newId: () => {
        this.#ids += 1;
        return `owner-${this.#ids}`;
      },
      log: (line) => this.lines.push(line),
      ...options.outside,
    });
  }

  async send(
    event: string,
    payload: Json | string,
    options: RequestOptions = {},
  ): Promise<{ status: number; body: Json }> {
    return await this.request(functionUrlEvent(event, payload, options));
  }

  async request(event: unknown): Promise<{ status: number; body: Json }> {
    const { statusCode, body } = await this.handler(event);
    return { status: statusCode, body: JSON.parse(body) as Json };
  }

  /** Subjects of what was published, in order. */
  get subjects(): readonly string[] {
    return this.messages.map(({ subject }) => subject);
  }
}
