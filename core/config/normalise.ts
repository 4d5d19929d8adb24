/** From the written configuration to the one that everything reads: defaults resolved, one stage's view of each list of stages. */
import { heartbeatUrlName } from "../naming/names.ts";
import { impliedAllowances } from "./implied.ts";
import type { Origins } from "./merge.ts";
import { bindingsMode } from "./plans.ts";
import { layerOf, qualifiedPath } from "./problems.ts";
import type { WrittenConfig } from "./schema/index.ts";
import type {
  AccountPipeline,
  Allowance,
  GitHubConfig,
  Host,
  KeyAttribute,
  LayerConfig,
  MonitoringConfig,
  PipelineConfig,
  SecretConfig,
  StageConfig,
  StageEntry,
  TableConfig,
  TableIndexConfig,
  VariableConfig,
  VercelConfig,
} from "./types.ts";

type Written<Section extends keyof WrittenConfig> = WrittenConfig[Section];
type WrittenTable = Written<"warehouse">[string]["tables"][string];
type WrittenIndex = WrittenTable["indexes"][string];

/** Read and write units where none are written: the least that DynamoDB takes. */
const DEFAULT_UNITS = 1;

/** The layer that the deployed app reads where the configuration does not say: what has passed all checks. */
const READ_BY_DEFAULT = "production";

export function normalise(
  written: WrittenConfig,
  stage: StageEntry,
  stages: readonly StageEntry[],
  origins: Origins,
): StageConfig {
  return {
    app: written.app,
    stage,
    stages,
    isLast: stages[stages.length - 1]?.name === stage.name,
    github: githubConfig(written.github),
    vercel: vercelConfig(written.vercel, stage),
    aws: written.aws,
    ...watchedParts(written, stage),
    variables: mapValues(written.variables, variableConfig),
    secrets: { ...heartbeatUrls(written, stage), ...mapValues(written.secrets, secretConfig) },
    allowances: [...writtenAllowances("parity", written, origins), ...impliedAllowances(written, stages, origins)],
    driftAllowances: writtenAllowances("drift", written, origins),
  };
}

/** The parts of a stage that its alarms follow from. */
export function watchedParts(
  written: WrittenConfig,
  stage: StageEntry,
): Pick<StageConfig, "warehouse" | "pipelines" | "monitoring"> {
  return {
    warehouse: mapValues(written.warehouse, layerConfig),
    pipelines: pipelinesOf(written.pipelines, stage),
    monitoring: monitoringConfig(written, stage),
  };
}

export function githubConfig(written: Written<"github">): GitHubConfig {
  const [owner = "", repository = ""] = written.repository.split("/");
  const { plan, visibility, reviewers, waitMinutes } = written;
  return {
    owner,
    repository,
    plan,
    visibility,
    bindings: bindingsMode(written.bindings, plan, visibility),
    reviewers,
    waitMinutes,
  };
}

export function vercelConfig(written: Written<"vercel">, stage: StageEntry | null): VercelConfig {
  const projects = mapValues(written.projects, ({ previews, ...project }) => ({
    ...project,
    previews: stage !== null && previews.stages.includes(stage.name),
  }));
  return { ...written, projects };
}

function layerConfig(written: Written<"warehouse">[string], name: string): LayerConfig {
  const { tables, buckets, runtimeReads = name === READ_BY_DEFAULT } = written;
  return { runtimeReads, tables: mapValues(tables, tableConfig), buckets };
}

function tableConfig(written: WrittenTable): TableConfig {
  const { billing, read, write, ...table } = written;
  return {
    ...table,
    hashKey: keyAttribute(table.hashKey),
    rangeKey: optionalKey(table.rangeKey),
    billing:
      billing === "on-demand"
        ? { mode: billing }
        : { mode: billing, read: read ?? DEFAULT_UNITS, write: write ?? DEFAULT_UNITS },
    indexes: mapValues(table.indexes, indexConfig),
  };
}

function indexConfig(written: WrittenIndex): TableIndexConfig {
  return { ...written, hashKey: keyAttribute(written.hashKey), rangeKey: optionalKey(written.rangeKey) };
}

/** A key written as a name alone is a text. */
export function keyAttribute(written: WrittenTable["hashKey"]): KeyAttribute {
  return typeof written === "string" ? { name: written, type: "S" } : written;
}

function optionalKey(written: WrittenTable["rangeKey"]): KeyAttribute | null {
  return written === null ? null : keyAttribute(written);
}

function variableConfig(written: Written<"variables">[string]): VariableConfig {
  const source: VariableConfig["source"] =
    written.from === undefined ? { kind: "value", value: written.value ?? "" } : { kind: "output", path: written.from };
  return { source, to: written.to.map(hostOf) };
}

function secretConfig(written: Written<"secrets">[string]): SecretConfig {
  return { ...written, to: written.to.map(hostOf) };
}

/** The URL that a pipeline pings is a secret for its workflow, without a declaration of its own. */
function heartbeatUrls(written: WrittenConfig, stage: StageEntry): Readonly<Record<string, SecretConfig>> {
  const pinging = Object.entries(pipelinesOf(written.pipelines, stage)).filter(
    ([, { heartbeat }]) => heartbeat === "url",
  );
  const secret: SecretConfig = { from: "config", to: [{ kind: "github" }], rotateDays: null, mustDiffer: null };
  return Object.fromEntries(pinging.map(([pipeline]) => [heartbeatUrlName(pipeline), secret]));
}

/** `github` or `vercel.<project>`. */
function hostOf(written: string): Host {
  const [kind, project] = written.split(/\.(.*)/s);
  return kind === "vercel" && project ? { kind, project } : { kind: "github" };
}

function pipelinesOf(written: Written<"pipelines">, stage: StageEntry): Readonly<Record<string, PipelineConfig>> {
  const here = Object.entries(written).filter(([, pipeline]) => runsIn(pipeline.stages, stage));
  return Object.fromEntries(here.map(([name, { stages: _stages, ...pipeline }]) => [name, pipeline]));
}

function runsIn(stages: readonly string[] | undefined, stage: StageEntry): boolean {
  return stages?.includes(stage.name) ?? true;
}

export function monitoringConfig(written: WrittenConfig, stage: StageEntry | null): MonitoringConfig {
  const { throttleAlarms, ...others } = written.monitoring;
  const alarmed = throttleAlarms !== null && stage !== null && runsIn(throttleAlarms.stages, stage);
  const layers = new Set(throttleAlarms?.layers ?? Object.keys(written.warehouse));
  return {
    ...others,
    throttleAlarmLayers: alarmed ? [...layers] : [],
    heartbeatMetric: Object.values(written.pipelines).some(({ heartbeat }) => heartbeat === "cloudwatch"),
    systemErrorOperations: alarmed ? [...new Set(throttleAlarms.systemErrors)] : [],
  };
}

export function accountPipelines(
  written: Written<"pipelines">,
  stages: readonly StageEntry[],
): Readonly<Record<string, AccountPipeline>> {
  return mapValues(written, (pipeline) => ({
    workflow: pipeline.workflow,
    stages: stages.filter((stage) => runsIn(pipeline.stages, stage)).map(({ name }) => name),
  }));
}

function writtenAllowances(
  section: "parity" | "drift",
  written: WrittenConfig,
  origins: Origins,
): readonly Allowance[] {
  return written[section].allow.map((allowance, index) => {
    const path = [section, "allow", index];
    const { code = null, address = null, path: property = null, expires = null, stages, reason, owner } = allowance;
    return {
      code,
      address,
      path: property,
      stages,
      reason,
      owner,
      expires,
      origin: qualifiedPath(layerOf(origins, path), path),
    };
  });
}

function mapValues<Value, Result>(
  map: Readonly<Record<string, Value>>,
  change: (value: Value, key: string) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
