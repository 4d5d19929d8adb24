import type { StageConfig } from "../../core/config/types.ts";
import { bindingName, heartbeatUrlName } from "../../core/naming/names.ts";
import { andList, nearest } from "../../core/text/words.ts";
import { UserError } from "../../core/user-error.ts";
import { unknownStage } from "./unknown-stage.ts";

export interface HeartbeatOptions {
  readonly stage: string;
  readonly pipeline: string;
}

/** A success, and where it is counted. */
export interface Heartbeat {
  readonly app: string;
  readonly stage: string;
  readonly pipeline: string;
  readonly region: string;
}

export interface HeartbeatAdapters {
  /** All stages, in promotion order. */
  readonly stages: () => Promise<readonly StageConfig[]>;
  /** Of the process: a URL to ping is a secret, which no argument may hold. */
  readonly variable: (name: string) => string | undefined;
  /** Both reject with a {@link UserError} where the success could not be reported. */
  readonly count: (heartbeat: Heartbeat) => Promise<void>;
  readonly ping: (url: string) => Promise<void>;
  readonly print: (text: string) => void;
}

/**
 * Reports that a pipeline has succeeded, to whoever watches it.
 * @returns the exit code: 0; everything else is a {@link UserError}, because an unreported success is an alert later on
 */
export async function heartbeat({ stage, pipeline }: HeartbeatOptions, adapters: HeartbeatAdapters): Promise<number> {
  const stages = await adapters.stages();
  const config = stages.find((one) => one.stage.name === stage);
  if (config === undefined)
    throw unknownStage(
      stage,
      stages.map((one) => one.stage.name),
    );
  const declared = Object.hasOwn(config.pipelines, pipeline) ? config.pipelines[pipeline] : undefined;
  if (declared === undefined) throw unknownPipeline(pipeline, config, stages);
  if (declared.heartbeat === "url") await adapters.ping(urlOf(pipeline, config, adapters));
  else await adapters.count({ app: config.app, stage, pipeline, region: config.aws.region });
  const where = declared.heartbeat === "url" ? "its URL" : "CloudWatch";
  adapters.print(`${stage}: the success of ${pipeline} was reported to ${where}.`);
  return 0;
}

function unknownPipeline(pipeline: string, here: StageConfig, stages: readonly StageConfig[]): UserError {
  const stage = here.stage.name;
  const elsewhere = stages.filter(({ pipelines }) => Object.hasOwn(pipelines, pipeline)).map((one) => one.stage.name);
  if (elsewhere.length > 0) {
    return new UserError(
      `The pipeline ${pipeline} does not run in ${stage}; it runs in ${andList(elsewhere)}`,
      `Report it there, or add ${stage} to pipelines.${pipeline}.stages.`,
    );
  }
  const known = Object.keys(here.pipelines);
  const near = nearest(pipeline, known);
  const has = known.length === 0 ? `${stage} has none` : `${stage} has ${andList(known)}`;
  return new UserError(
    `There is no pipeline ${pipeline}; ${has}`,
    near === null ? "Choose one of them, or declare it under pipelines in Pulumi.yaml." : `Did you mean ${near}?`,
  );
}

function urlOf(pipeline: string, { github, stage }: StageConfig, { variable }: HeartbeatAdapters): string {
  const name = heartbeatUrlName(pipeline);
  const secret = bindingName(github.bindings, stage.name, name);
  const url = variable(name);
  if (!url) {
    throw new UserError(
      `The environment variable ${name} is not set: it holds the URL to ping for ${pipeline}`,
      `In the workflow's step, write env: { ${name}: "\${{ secrets.${secret} }}" }.`,
    );
  }
  if (/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : "")) return url;
  throw new UserError(`The environment variable ${name} holds no URL`, "Set the secret to an address with https://.");
}
