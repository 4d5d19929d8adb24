import type { Delivery, DrillVendors, Metric, SentMessage } from "../../../cli/commands/drill-vendors.ts";
import type { WebhookPayload } from "../../../core/drill/payloads.ts";

/** What may be wrong with the alerts. */
export interface Broken {
  /** Alarms tell of nothing, budgets neither. */
  readonly topicPolicy?: boolean;
  readonly subscription?: "pending" | "missing";
  readonly webhook?: boolean;
  readonly alarm?: "missing" | "actions-off" | "silent" | "without-end";
  readonly budget?: "missing" | "every-time";
  readonly replays?: boolean;
  readonly forgeries?: boolean;
  readonly relay?: boolean;
  readonly noTopic?: boolean;
}

/** Vendors that behave, but for what is broken. */
export class FakeVendors implements DrillVendors {
  readonly chatHost = "chat.example";
  closed = 0;
  throttled = 0;
  readonly #broken: Broken;
  readonly #sent: SentMessage[] = [];
  readonly #open = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #beats = new Map<string, number>();
  #throttledAt = Number.NEGATIVE_INFINITY;
  #now = Date.parse("2026-11-24T10:00:00Z");
  #spentIn = "";
  #deliveries = 0;

  constructor(broken: Broken = {}) {
    this.#broken = broken;
  }

  deployed = async () => new Set(["dev", "prod", "account"]);
  now = async () => new Date(this.#now);
  sent = async () => this.#sent;
  close = async () => {
    this.closed += 1;
  };

  async advance(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left -= 60) {
      this.#now += Math.min(60, left) * 1_000;
      this.#evaluate();
    }
  }

  async deliver(
    { event, payload }: WebhookPayload,
    { tamper, deliveryId }: { tamper?: string; deliveryId?: string } = {},
  ): Promise<Delivery> {
    if (this.#broken.webhook) return { deliveryId: null, status: 0, response: "" };
    if (tamper === "signature" && !this.#broken.forgeries) return { deliveryId: "x", status: 401, response: "" };
    if (this.#broken.relay) return { deliveryId: "x", status: 502, response: "publish\nfailed" };
    this.#deliveries += 1;
    const id = deliveryId ?? `d${this.#deliveries}`;
    const isNew = !this.#seen.has(id) || this.#broken.replays === true;
    this.#seen.add(id);
    const run = payload["workflow_run"] as { conclusion: string; head_branch: string } | undefined;
    const status = payload["deployment_status"] as { state: string } | undefined;
    const deployment = payload["deployment"] as { ref: string } | undefined;
    const stage = (run?.head_branch ?? deployment?.ref ?? "").replace("stage/", "");
    const key = `${stage} ${event}`;
    const state = run?.conclusion ?? status?.state;
    const isReplayed = this.#broken.replays === true && deliveryId !== undefined;
    if (state === "failure" && isNew && (!this.#open.has(key) || isReplayed)) {
      this.#open.add(key);
      this.#send("relay", `[${stage}] ${event} failed`);
    } else if (state === "success" && this.#open.delete(key)) this.#send("relay", `[${stage}] ${event} recovered`);
    return { deliveryId: id, status: 200, response: "" };
  }

  async putMetric({ metric, dimensions }: Metric): Promise<void> {
    if (metric === "PipelineSuccess") this.#beats.set(`${dimensions["Stage"]}`, this.#now);
    else {
      this.throttled += 1;
      this.#throttledAt = this.#now;
    }
  }

  async spend(): Promise<void> {
    const month = new Date(this.#now).toISOString().slice(0, 7);
    if (this.#broken.budget === "missing" || (month === this.#spentIn && this.#broken.budget !== "every-time")) return;
    this.#spentIn = month;
    this.#send("budget", "AWS Budgets: shop-monthly has exceeded your alert threshold");
  }

  async alarm(name: string) {
    if (this.#broken.alarm === "missing") return null;
    const state = this.#broken.alarm === "silent" ? "OK" : this.#open.has(name) ? "ALARM" : "OK";
    return { state, actionsEnabled: this.#broken.alarm !== "actions-off" };
  }

  hasBudget = async () => this.#broken.budget !== "missing";

  async subscriptions() {
    if (this.#broken.noTopic) return null;
    if (this.#broken.subscription === "missing") return [];
    return [{ endpoint: "jdoe@example.com", isPending: this.#broken.subscription === "pending" }];
  }

  #evaluate(): void {
    if (this.#broken.alarm === "missing" || this.#broken.alarm === "silent") return;
    this.#set("shop-prod-facts-throttled", this.#now - this.#throttledAt < 5 * 60_000);
    this.#set("shop-prod-etl-heartbeat", this.#now - (this.#beats.get("prod") ?? 0) > 120 * 60_000);
  }

  #set(name: string, isOn: boolean): void {
    if (isOn === this.#open.has(name)) return;
    if (isOn) this.#open.add(name);
    else this.#open.delete(name);
    if (!isOn && this.#broken.alarm === "without-end") return;
    if (this.#broken.alarm !== "actions-off")
      this.#send("alarm", `${isOn ? "ALARM" : "OK"}: "${name}" in eu-central-1`);
  }

  #send(source: SentMessage["source"], subject: string): void {
    const isBlocked = this.#broken.topicPolicy && source !== "relay";
    if (isBlocked || this.#broken.subscription !== undefined || this.#broken.noTopic) return;
    this.#sent.push({ id: this.#sent.length + 1, source, subject, channel: "email", to: "jdoe@example.com" });
  }
}
