/** Every `stages:` list in the configuration is a wanted difference by itself: these are the allowances that they imply. */
import {
  heartbeatAlarmName,
  heartbeatUrlName,
  systemErrorAlarmName,
  throttleAlarmName,
  vercelBindingName,
} from "../naming/names.ts";
import type { Origins } from "./merge.ts";
import type { ConfigPath } from "./path.ts";
import { layerOf, qualifiedPath } from "./problems.ts";
import { placeAtGitHub } from "./rules/binding.ts";
import type { WrittenConfig } from "./schema/index.ts";
import type { Allowance, StageEntry } from "./types.ts";

interface StagesList {
  /** Where the list stands. */
  readonly path: ConfigPath;
  readonly stages: readonly string[];
  /** What exists, or is switched on, in these stages only. */
  readonly covers: readonly { readonly address: string; readonly path: string | null }[];
}

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const GITHUB_SECRET = {
  environment: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  repository: "github:index/actionsSecret:ActionsSecret",
};
const VERCEL_VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
const VERCEL_PROJECT = "vercel:index/project:Project";

export function impliedAllowances(
  written: WrittenConfig,
  stages: readonly StageEntry[],
  origins: Origins,
): readonly Allowance[] {
  const names = stages.map((stage) => stage.name);
  return stagesLists(written)
    .filter((list) => splits(list.stages, names))
    .flatMap((list) => list.covers.map((place) => toAllowance(list, place, origins)));
}

/** A list that names all stages, or none, makes no difference between them. */
function splits(listed: readonly string[], names: readonly string[]): boolean {
  const count = names.filter((name) => listed.includes(name)).length;
  return count > 0 && count < names.length;
}

function stagesLists(written: WrittenConfig): readonly StagesList[] {
  return [...pipelineLists(written), ...throttleAlarmLists(written), ...previewLists(written)];
}

function pipelineLists(written: WrittenConfig): readonly StagesList[] {
  return Object.entries(written.pipelines).flatMap(([name, pipeline]) =>
    pipeline.stages
      ? [
          {
            path: ["pipelines", name, "stages"],
            stages: pipeline.stages,
            covers: heartbeatPlaces(name, written).map((address) => ({ address, path: null })),
          },
        ]
      : [],
  );
}

/** An alarm, or the secret with the URL to ping; one that is declared stands in all stages. */
function heartbeatPlaces(pipeline: string, written: WrittenConfig): readonly string[] {
  if (written.pipelines[pipeline]?.heartbeat !== "url") return [`${METRIC_ALARM}::${heartbeatAlarmName(pipeline)}`];
  const secret = heartbeatUrlName(pipeline);
  return Object.hasOwn(written.secrets, secret) ? [] : [`${GITHUB_SECRET[placeAtGitHub(written)]}::${secret}`];
}

function throttleAlarmLists(written: WrittenConfig): readonly StagesList[] {
  const alarms = written.monitoring.throttleAlarms;
  if (!alarms?.stages) return [];
  const layers = [...new Set(alarms.layers ?? Object.keys(written.warehouse))];
  const tables = layers.flatMap((layer) => Object.keys(written.warehouse[layer]?.tables ?? {}));
  const names = tables.flatMap((table) => [
    throttleAlarmName(table),
    ...(alarms.systemErrors.length > 0 ? [systemErrorAlarmName(table)] : []),
  ]);
  const covers = names.map((name) => ({ address: `${METRIC_ALARM}::${name}`, path: null }));
  return [{ path: ["monitoring", "throttleAlarms", "stages"], stages: alarms.stages, covers }];
}

function previewLists(written: WrittenConfig): readonly StagesList[] {
  return Object.entries(written.vercel.projects).map(([name, project]) => ({
    path: ["vercel", "projects", name, "previews", "stages"],
    stages: project.previews.stages,
    covers: [
      { address: `${VERCEL_PROJECT}::${name}`, path: "previewDeploymentsDisabled" },
      ...deliveredTo(name, written).map((address) => ({ address, path: "targets" })),
    ],
  }));
}

/** Only where previews are built do a project's bindings have the target `preview`. */
function deliveredTo(project: string, written: WrittenConfig): readonly string[] {
  const bindings = Object.entries({ ...written.variables, ...written.secrets });
  return bindings
    .filter(([, { to }]) => to.includes(`vercel.${project}`))
    .map(([name, { to }]) => `${VERCEL_VARIABLE}::${vercelBindingName(name, project, to)}`);
}

function toAllowance(list: StagesList, place: StagesList["covers"][number], origins: Origins): Allowance {
  const origin = qualifiedPath(layerOf(origins, list.path), list.path);
  return {
    code: null,
    address: place.address,
    path: place.path,
    // Which side of the list stands out depends on the stages compared, so either may.
    stages: [],
    reason: `configuration: ${origin}`,
    owner: "configuration",
    expires: null,
    origin,
    onlyIn: list.stages,
  };
}
