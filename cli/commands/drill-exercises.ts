import { ANYBODY, type DrillVerdict, judgeExercise, judgeUnheard, notConfigured } from "../../core/drill/judge.ts";
import type { DrillTask } from "../../core/drill/plan.ts";
import type { DrillCause, DrillSubject, Phase, Recipient } from "../../core/drill/types.ts";
import { HEARTBEAT_METRIC, heartbeatNamespace } from "../../core/naming/names.ts";
import { causeOfAlarm, causeOfBudget, causeOfDelivery, causeOfTopic } from "./drill-causes.ts";
import { deploymentSteps, type WebhookStep, workflowSteps } from "./drill-steps.ts";
import type { Delivery, DrillVendors, Ground, SentMessage } from "./drill-vendors.ts";

type Task<Do extends DrillTask["do"]> = Extract<DrillTask, { do: Do }>;

const minute = 60;
const hour = 60 * minute;

/** Lets one thing fail, watches what arrives, lets it recover, and judges. */
export async function runTask(task: DrillTask, ground: Ground): Promise<DrillVerdict> {
  if (task.do === "nothing") return notConfigured(subjectOf(task), task.why);
  if (task.do !== "forge" && ground.recipients(task).length === 0) return await unheard(task, ground);
  switch (task.do) {
    case "workflow":
      return await failAndRecover(task, ground, await workflowSteps(task.config, ground.vendors));
    case "deployment":
      return await failAndRecover(task, ground, await deploymentSteps(task.config, ground.vendors));
    case "forge":
      return await forge(task, ground);
    case "replay":
      return await replay(task, ground);
    case "throttle":
      return await throttle(task, ground);
    case "silence":
      return await silence(task, ground);
    case "spend":
      return await overspend(task, ground);
  }
}

/** Whoever else has subscribed may be told, only does the drill not know of him. */
async function unheard(task: DrillTask, { vendors, topic }: Ground): Promise<DrillVerdict> {
  const others = (await vendors.subscriptions(topic)) ?? [];
  return others.some(({ isPending }) => !isPending)
    ? notConfigured(subjectOf(task), "monitoring.emails is empty, and other subscriptions are not drilled")
    : judgeUnheard(subjectOf(task));
}

async function failAndRecover(
  task: Task<"workflow" | "deployment">,
  ground: Ground,
  steps: readonly WebhookStep[],
): Promise<DrillVerdict> {
  const watch = watcher(ground, ofRelay(task.config.stage.name));
  const phases: Phase[] = [];
  let failed: Delivery | null = null;
  for (const { expects, what, event } of steps) {
    let delivery: Delivery | null = null;
    phases.push(
      await watch(expects, what, async () => {
        delivery = await ground.vendors.deliver(event);
      }),
    );
    failed ??= isRefused(delivery) ? delivery : null;
  }
  return await judge(task, ground, phases, (missing) => causeOfDelivery(failed, "workflow_run", 200, missing, ground));
}

function isRefused(delivery: Delivery | null): boolean {
  return delivery !== null && delivery.status !== 200;
}

/** Somebody who does not know the secret reports a failure: nobody may hear of it, and he may learn nothing. */
async function forge(task: Task<"forge">, ground: Ground): Promise<DrillVerdict> {
  const [first] = await workflowSteps(task.config, ground.vendors);
  const watch = watcher(ground, ofRelay(task.config.stage.name));
  if (first === undefined) return notConfigured(subjectOf(task), "no workflow");
  let delivery: Delivery | null = null;
  const quiet = await watch("quiet", "a delivery with a forged signature", async () => {
    delivery = await ground.vendors.deliver(first.event, { tamper: "signature" });
  });
  const wasRefused = (delivery as Delivery | null)?.status === unauthorised;
  // Whoever answers otherwise, or not at all, has not looked at the signature.
  const unproven: Phase = { expects: "alert", what: quiet.what, received: [] };
  return await judge(task, ground, wasRefused ? [quiet] : [quiet, unproven], (missing) =>
    causeOfDelivery(delivery, first.event.event, unauthorised, missing, ground),
  );
}

const unauthorised = 401;

/** The same delivery twice is one failure. */
async function replay(task: Task<"replay">, ground: Ground): Promise<DrillVerdict> {
  const [failure, , recovery] = await workflowSteps(task.config, ground.vendors);
  if (failure === undefined || recovery === undefined) return notConfigured(subjectOf(task), "no workflow");
  const { vendors } = ground;
  const watch = watcher(ground, ofRelay(task.config.stage.name));
  let delivery: Delivery | null = null;
  const alert = await watch("alert", failure.what, async () => {
    delivery = await vendors.deliver(failure.event);
  });
  const deliveryId = (delivery as Delivery | null)?.deliveryId;
  const again = deliveryId ? { deliveryId } : {};
  const phases = [
    alert,
    await watch("quiet", "the same delivery again", () => vendors.deliver(failure.event, again)),
    await watch("recovery", recovery.what, () => vendors.deliver(recovery.event)),
  ];
  const refused = isRefused(delivery) ? delivery : null;
  return await judge(task, ground, phases, (missing) => causeOfDelivery(refused, "workflow_run", 200, missing, ground));
}

/** Twice, because an alarm that does not recover fires only once. */
async function throttle({ alarm, table, ...task }: Task<"throttle">, ground: Ground): Promise<DrillVerdict> {
  const { vendors } = ground;
  const watch = watcher(ground, ofAlarm(alarm));
  const metric = { namespace: "AWS/DynamoDB", metric: "WriteThrottleEvents", dimensions: { TableName: table } };
  await vendors.advance(settleSeconds);
  const phases: Phase[] = [];
  let cause: DrillCause | null = null;
  for (const time of ["", ", a second time"]) {
    phases.push(
      await watch("alert", `a throttled write${time}`, async () => {
        await vendors.putMetric(metric);
        await vendors.advance(3 * minute);
      }),
    );
    cause ??= await causeOfAlarm(alarm, ground);
    phases.push(await watch("recovery", `writes without throttling${time}`, () => vendors.advance(settleSeconds)));
  }
  return await judge(
    { ...task, alarm, table },
    ground,
    phases,
    async (missing) => cause ?? ofAlarmsTopic(missing, ground),
  );
}

/** Longer than any of these alarms looks back. */
const settleSeconds = 20 * minute;

async function silence(task: Task<"silence">, ground: Ground): Promise<DrillVerdict> {
  const { vendors } = ground;
  const { alarm, app, stage, target, silentAfterMinutes } = task;
  const watch = watcher(ground, ofAlarm(alarm));
  const dimensions = { Stage: stage, Pipeline: target };
  const beat = () => vendors.putMetric({ namespace: heartbeatNamespace(app), metric: HEARTBEAT_METRIC, dimensions });
  const silent = silentAfterMinutes * minute;
  // A new alarm keeps quiet for its first window, and an old one may have fired: beats until neither is so.
  for (let part = 0; part < 3; part += 1) {
    await beat();
    await vendors.advance(silent / 2);
  }
  await beat();
  const phases = [
    await watch("alert", `${silentAfterMinutes} minutes of silence`, () => vendors.advance(silent + silent / 4 + hour)),
  ];
  const cause = await causeOfAlarm(alarm, ground);
  phases.push(
    await watch("quiet", "further silence", () => vendors.advance(hour)),
    await watch("recovery", "a success", async () => {
      await beat();
      await vendors.advance(10 * minute);
    }),
  );
  return await judge(task, ground, phases, async (missing) => cause ?? ofAlarmsTopic(missing, ground));
}

function ofAlarmsTopic(missing: readonly Recipient[], ground: Ground): Promise<DrillCause> {
  return causeOfTopic("cloudwatch.amazonaws.com", missing, ground);
}

/** A budget tells of a threshold once a month, and closes with the month. */
async function overspend(task: Task<"spend">, ground: Ground): Promise<DrillVerdict> {
  const { vendors } = ground;
  const { budget, spend } = task;
  const watch = watcher(ground, (message) => message.source === "budget" && message.subject.includes(budget));
  await nextMonth(vendors);
  const phases = [
    await watch("alert", "a threshold crossed", () => vendors.spend(spend)),
    await watch("quiet", "the same amount again", () => vendors.spend(spend)),
  ];
  await nextMonth(vendors);
  phases.push(await watch("recovery", "the same in the next month", () => vendors.spend(spend)));
  return await judge(task, ground, phases, (missing) => causeOfBudget(budget, missing, ground));
}

async function nextMonth(vendors: DrillVendors): Promise<void> {
  const now = await vendors.now();
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 1);
  await vendors.advance((first - now.getTime()) / 1_000);
}

type Watch = (expects: Phase["expects"], what: string, act: () => Promise<unknown>) => Promise<Phase>;

/** What arrives while something is done, of what the exercise is about. */
function watcher({ vendors }: Ground, isMeant: (message: SentMessage) => boolean): Watch {
  return async (expects, what, act) => {
    const before = (await vendors.sent()).at(-1)?.id ?? 0;
    await act();
    const received = (await vendors.sent()).filter((message) => message.id > before && isMeant(message));
    return { expects, what, received };
  };
}

function ofRelay(stage: string): (message: SentMessage) => boolean {
  return ({ source, subject }) => source === "relay" && subject.startsWith(`[${stage}] `);
}

function ofAlarm(alarm: string): (message: SentMessage) => boolean {
  return ({ source, subject }) => source === "alarm" && subject.includes(`"${alarm}"`);
}

/** @param explain asks why those who got nothing got nothing */
async function judge(
  task: DrillTask,
  ground: Ground,
  phases: readonly Phase[],
  explain: (missing: readonly Recipient[]) => Promise<DrillCause | null>,
): Promise<DrillVerdict> {
  const subject = subjectOf(task);
  const people = ground.recipients(subject);
  const recipients = people.length === 0 ? [ANYBODY] : people;
  const missing = recipients.filter(({ channel, to }) =>
    phases.some(
      ({ expects, received }) =>
        expects !== "quiet" && !received.some((message) => message.channel === channel && message.to === to),
    ),
  );
  const cause = missing.length === 0 ? null : await explain(missing);
  return judgeExercise({ subject, recipients, phases, cause });
}

function subjectOf({ stage, kind, target }: DrillSubject): DrillSubject {
  return { stage, kind, target };
}
