import type { RelayAdapters } from "./adapters.ts";
import { BusyError, type Delivered, deliverOnce, StepError } from "./deliver.ts";
import { readEvent } from "./events/index.ts";
import { readSigned } from "./gate.ts";
import type { Happening } from "./happening.ts";
import { errorName, errorPlaces, type LogLine } from "./log.ts";
import { cacheParameters, type ParameterCache } from "./parameters.ts";
import { type Answer, type HttpResponse, malformed, toResponse } from "./response.ts";

/** Keys of the log that become known on the way. */
type Trace = Pick<LogLine, "event" | "delivery" | "why" | "stage" | "incident" | "step" | "error" | "stack">;

/**
 * The relay: GitHub's webhooks in, messages to the topic out. It never throws; a status of 200 means that nothing is left to
 * do, any other that GitHub shows the delivery as failed.
 */
export function createHandler(adapters: RelayAdapters): (event: unknown) => Promise<HttpResponse> {
  const parameters = cacheParameters(adapters.parameters, adapters.clock);
  return async (event) => {
    const started = adapters.clock.now();
    const trace: Trace = {};
    const answer = await answerTo(event, adapters, parameters, (more) => Object.assign(trace, more));
    adapters.log({
      level: answer.status >= 500 ? "error" : answer.status >= 400 || answer.chat === "failed" ? "warn" : "info",
      ...trace,
      status: answer.status,
      result: answer.result,
      milliseconds: adapters.clock.now() - started,
    });
    return toResponse(answer);
  };
}

async function answerTo(
  event: unknown,
  adapters: RelayAdapters,
  parameters: ParameterCache,
  note: (more: Trace) => void,
): Promise<Answer> {
  try {
    const signed = await readSigned(event, adapters, parameters);
    if ("status" in signed) return signed;
    note({ event: signed.event, delivery: signed.delivery });
    if (signed.event === "ping") return { status: 200, result: "pong" };
    const reading = readEvent(signed.event, signed.payload, adapters.settings, adapters.clock.now());
    if (reading.kind === "malformed") return malformed(reading.why);
    if (reading.kind === "ignored") {
      note({ why: reading.why });
      return { status: 200, result: "ignored", detail: reading.why };
    }
    return await handle(signed.delivery, reading.happening, adapters, parameters, note);
  } catch (error) {
    return failureOf(error, note);
  }
}

async function handle(
  delivery: string,
  happening: Happening,
  adapters: RelayAdapters,
  parameters: ParameterCache,
  note: (more: Trace) => void,
): Promise<Answer> {
  note({ stage: happening.stage });
  const delivered = await deliverOnce(delivery, happening, adapters);
  if (delivered === null) return { status: 200, result: "duplicate" };
  const { verdict, thing } = delivered.judgement;
  note({ why: verdict, incident: thing.incident });
  const chat = await postToChat(delivered, adapters, parameters, note);
  return { status: 200, result: "handled", detail: verdict, ...(chat === null ? {} : { chat }) };
}

/** The topic has the message already: a chat that fails is told of, and changes nothing. */
async function postToChat(
  { message }: Delivered,
  adapters: RelayAdapters,
  parameters: ParameterCache,
  note: (more: Trace) => void,
): Promise<"sent" | "failed" | null> {
  if (message === null || adapters.settings.chatParameter === null) return null;
  try {
    const { chatUrl } = await parameters.get();
    if (chatUrl === null) throw new Error("there is no URL");
    await adapters.chat(chatUrl, message);
    return "sent";
  } catch (error) {
    note({ step: "chat", error: errorName(error) });
    return "failed";
  }
}

function failureOf(error: unknown, note: (more: Trace) => void): Answer {
  if (error instanceof BusyError) return { status: 503, result: "busy", detail: "redeliver it later" };
  if (error instanceof StepError) {
    note({ step: error.step, error: errorName(error.cause) });
    return { status: error.step === "publish" ? 502 : 500, result: "failed", detail: error.step };
  }
  note({ error: errorName(error), stack: errorPlaces(error) });
  return { status: 500, result: "failed" };
}
