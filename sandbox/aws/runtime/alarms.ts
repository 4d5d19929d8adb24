import type { Vendor } from "../../model.ts";
import { type Fields, flag, number, text, texts } from "../../values.ts";
import { isRefusal } from "../api/error.ts";
import { alarmKind } from "../cloudwatch/kinds.ts";
import { type AlarmData, alarmData } from "./alarm-data.ts";
import { alarmMessage } from "./alarm-message.ts";
import { type AlarmState, evaluationRange, stateOf } from "./alarm-state.ts";
import { publish } from "./publish.ts";

/** States of alarms, by name; what a person sees of an alarm beside its settings. */
const kind = "aws/cloudwatch-alarm-state";
/** Until when everything has been evaluated. */
const progressKind = "aws/cloudwatch-progress";
const minuteMs = 60_000;
/** An alarm that a stopped sandbox left behind is caught up with from here. */
const longestGapMs = 40 * 86_400_000;

export interface AlarmStatus {
  readonly state: AlarmState;
  readonly reason: string;
  /** ISO 8601, of the last change of state. */
  readonly since: string;
}

interface Transition {
  readonly name: string;
  readonly at: number;
  readonly before: AlarmState;
  readonly after: AlarmState;
  readonly reason: string;
}

/**
 * CloudWatch's alarms. They are evaluated at the end of every minute, over windows that move on with it, from the last time on: a state
 * that held for a minute of a moved clock is seen, and reported.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export class Alarms {
  readonly #vendor: Vendor;

  constructor(vendor: Vendor) {
    this.#vendor = vendor;
  }

  /** Evaluates every alarm up to now, and sends what its actions say, in order of time. */
  catchUp(): void {
    const { store } = this.#vendor;
    const now = floorToMinute(this.#vendor.now().getTime());
    const last = number(store.get(progressKind, "minute") ?? {}, "at");
    this.#forgetDeleted();
    const alarms = store.list(alarmKind);
    const transitions = alarms.flatMap(([name, alarm]) =>
      this.#evaluate(name, alarm, Math.max(last, now - longestGapMs), now),
    );
    if (last !== now) store.put(progressKind, "minute", { at: now });
    for (const transition of transitions.sort((a, b) => a.at - b.at)) this.#act(transition);
  }

  /** A new alarm has no data yet. */
  status(name: string): AlarmStatus {
    const stored = this.#vendor.store.get(kind, name);
    if (stored === null) {
      const since =
        text(this.#vendor.store.get(alarmKind, name) ?? {}, "createdAt") || this.#vendor.now().toISOString();
      return { state: "INSUFFICIENT_DATA", reason: "Unchecked: Initial alarm creation", since };
    }
    return { state: text(stored, "state") as AlarmState, reason: text(stored, "reason"), since: text(stored, "since") };
  }

  #forgetDeleted(): void {
    const { store } = this.#vendor;
    const gone = store.list(kind).filter(([name]) => store.get(alarmKind, name) === null);
    if (gone.length > 0) store.commit(gone.map(([key]) => ({ kind, key, fields: null })));
  }

  /** Minute by minute, until nothing can change any more before now. */
  #evaluate(name: string, alarm: Fields, last: number, now: number): readonly Transition[] {
    const transitions: Transition[] = [];
    const data = alarmData(this.#vendor, alarm);
    const created = floorToMinute(Date.parse(text(alarm, "createdAt")) || now);
    let { state } = this.status(name);
    for (let at = Math.max(last, created) + (last === now ? 0 : minuteMs); at <= now; at += minuteMs) {
      if (isWarmingUp(alarm, data, at)) continue;
      const range = data.range(at, evaluationRange(data.rule));
      const after = stateOf(range, data.rule, state);
      if (after !== state) {
        const reason = data.reason(range, after);
        transitions.push({ name, at, before: state, after, reason });
        this.#vendor.store.put(kind, name, { state: after, reason, since: new Date(at).toISOString() });
        state = after;
      }
      if (!data.changesAfter(at)) break;
    }
    return transitions;
  }

  #act({ name, at, before, after, reason }: Transition): void {
    const alarm = this.#vendor.store.get(alarmKind, name);
    if (alarm === null || !flag({ actionsEnabled: alarm["actionsEnabled"] ?? true }, "actionsEnabled")) return;
    const actions = { OK: "okActions", ALARM: "alarmActions", INSUFFICIENT_DATA: "insufficientDataActions" } as const;
    const then: Vendor = { ...this.#vendor, now: () => new Date(at) };
    for (const topicArn of texts(alarm, actions[after])) {
      const { subject, message } = alarmMessage(this.#vendor, name, alarm, { before, after, reason, at: new Date(at) });
      const publication = { topicArn, subject, message, attributes: new Map<string, string>() };
      try {
        publish(then, publication, {
          kind: "service",
          service: "cloudwatch.amazonaws.com",
          sourceArn: text(alarm, "arn"),
        });
      } catch (error) {
        // CloudWatch notes an action that failed in the alarm's history; nobody hears of it.
        if (!isRefusal(error)) throw error;
      }
    }
  }
}

/**
 * "A warm-up period delays alarm evaluation after you create or update an alarm"; it ends early once there are data for the whole
 * evaluation window, unless the alarm is told to wait.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-warm-up.html
 *
 * Here every put starts it, which is the worse of two readings: the API's reference says the same of an update, but also that another
 * duration, set after the warm-up, does not start it again. An alarm that is put again keeps its state meanwhile, as PutMetricAlarm says.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_WarmUpConfiguration.html
 */
function isWarmingUp(alarm: Fields, data: AlarmData, at: number): boolean {
  const warmUp = alarm["warmUpConfiguration"];
  const settings = typeof warmUp === "object" && warmUp !== null ? (warmUp as Fields) : {};
  const since = floorToMinute(Date.parse(text(alarm, "configuredAt") || text(alarm, "createdAt")) || at);
  if (at >= since + number(settings, "warmUpPeriodDurationInMinutes") * minuteMs) return false;
  if (flag(settings, "onlyStartEvaluatingAfterWarmUpPeriodEnds")) return true;
  return data.range(at, data.rule.evaluationPeriods).includes(null);
}

function floorToMinute(time: number): number {
  return Math.floor(time / minuteMs) * minuteMs;
}
