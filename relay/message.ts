import type { RelaySettings } from "../core/monitoring/relay-settings.ts";
import type { Happening } from "./happening.ts";
import type { Thing } from "./incident.ts";
import { asciiLine, minute, oneLine, safeLink } from "./text.ts";

/** A message to the topic: what people read, and by what they may filter. */
export interface AlertMessage {
  /** Printable ASCII, below 100 characters: SNS takes no more. */
  readonly subject: string;
  readonly body: string;
  readonly attributes: { readonly stage: string; readonly kind: "failure" | "recovered"; readonly incident: string };
}

const MOST_SUBJECT = 99;
const MOST_LINE = 300;

/** @param thing as it is after the happening was judged */
export function alertMessage(
  kind: "failure" | "recovered",
  happening: Happening,
  thing: Thing,
  { repository }: Pick<RelaySettings, "repository">,
): AlertMessage {
  const { stage, branch, environment, commit } = happening;
  const isFailure = kind === "failure";
  const name = shortName(happening);
  const ending = isFailure ? "failed" : "recovered";
  const facts: readonly (readonly [label: string, value: string | null])[] = [
    ["What", `${longName(happening)} ${isFailure ? howItEnded(happening) : `succeeded at ${minute(happening.at)}`}`],
    ["Stage", stage],
    isFailure ? ["Since", minute(thing.since)] : ["Failed", `${times(thing.failures)} since ${minute(thing.since)}`],
    ["Where", repository],
    ["Branch", branch],
    ["Environment", environment],
    ["Commit", commit],
  ];
  const lines = facts
    .map(([label, value]) => [label, oneLine(value ?? "", MOST_LINE)] as const)
    .flatMap(([label, shown]) => (shown === "" ? [] : [line(label, shown)]));
  const link = safeLink(happening.link);
  return {
    subject: `${asciiLine(`[${stage}] ${name}`, MOST_SUBJECT - ending.length - 1)} ${ending}`,
    body: [
      `${oneLine(name)} ${ending} (${oneLine(stage)})`,
      "",
      ...lines,
      ...(link === null ? [] : [line("Link", link)]),
      "",
      isFailure ? `What to do first: ${firstStep(happening)}` : "Nothing is left to do.",
      "",
    ].join("\n"),
    attributes: { stage: asciiLine(stage, MOST_SUBJECT), kind, incident: thing.incident },
  };
}

function line(label: string, value: string): string {
  return `${label}:`.padEnd("Environment: ".length) + value;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

function shortName({ source, name }: Happening): string {
  if (source === "vercel") return `${name} deployment`;
  return source === "deployment" ? `deployment to ${name}` : name;
}

function longName({ source, name, pipeline, run }: Happening): string {
  if (source === "vercel") return `Vercel's deployment of ${name}`;
  if (source === "deployment") return `the deployment to ${name}`;
  return `workflow ${name}${pipeline === null ? "" : `, pipeline ${pipeline}`}, run ${run?.replace("/", ", attempt ")},`;
}

function howItEnded({ source, verdict }: Happening): string {
  return `ended with "${verdict.replaceAll("_", " ")}"${source === "job" ? " while it deployed" : ""}`;
}

function firstStep({ source, verdict, run }: Happening): string {
  if (source === "vercel") {
    return "open the link; the end of the build log says why. Until a deployment succeeds, the one before stays live.";
  }
  if (source === "deployment") return "open the link and read the log of the deployment.";
  if (verdict === "startup_failure") return "open the link; the workflow's file is not valid, so nothing has run.";
  if (verdict === "timed_out" || verdict === "cancelled") {
    return "open the link and look for the step that hung; a job is ended after its timeout-minutes.";
  }
  const rerun = `gh run rerun ${run?.replace(/\/.*/, "")} --failed`;
  return `open the link and read the first step that is red. If it was chance: ${rerun}`;
}
