/**
 * The normalised configuration of one stage: what {@link parseStageConfig} returns and everything else reads.
 * The written form (YAML, with defaults left out) is described by `schema/`; here every default is filled in.
 */

/** One entry of `stages`, in promotion order. */
export interface StageEntry {
  /** Name of the stage, for example `prod`. */
  readonly name: string;
  /** Pulumi stack of the stage; equals the name unless the configuration says otherwise. */
  readonly stack: string;
  /** Other words that mean this stage, for example `live`. */
  readonly aliases: readonly string[];
}

export type GitHubPlan = "free" | "pro" | "team" | "enterprise";
export type Visibility = "public" | "private";
/** Where bindings land at GitHub: in the stage's environment, or in the repository under `<STAGE>_<NAME>`. */
export type BindingsMode = "environment" | "repository";

export interface GitHubConfig {
  /** `owner` part of `github.repository`. */
  readonly owner: string;
  /** Name part of `github.repository`. */
  readonly repository: string;
  readonly plan: GitHubPlan;
  readonly visibility: Visibility;
  /** `auto` already resolved by what plan and visibility allow. */
  readonly bindings: BindingsMode;
  /** User names and `team:slug` entries who must approve a deployment. */
  readonly reviewers: readonly string[];
  readonly waitMinutes: number;
}

export interface VercelProjectConfig {
  readonly framework: string | null;
  readonly rootDirectory: string | null;
  readonly domains: readonly string[];
  /** True where branches other than the stage's own get preview deployments. */
  readonly previews: boolean;
}

export interface VercelConfig {
  readonly plan: "hobby" | "pro" | "enterprise";
  /** Team slug; null means the personal account. */
  readonly team: string | null;
  /** `branch`: the stage builds `stage/<name>`. */
  readonly deploy: "branch";
  readonly projects: Readonly<Record<string, VercelProjectConfig>>;
}

export interface AwsConfig {
  readonly region: string;
  /** Twelve digits; where set, any other account stops the run before the first create. */
  readonly accountId: string | null;
  /** Pulumi stack that holds what exists once per AWS account. */
  readonly accountStack: string;
}

export interface KeyAttribute {
  readonly name: string;
  /** DynamoDB scalar type: string, number, binary. */
  readonly type: "S" | "N" | "B";
}

export type Billing =
  | { readonly mode: "provisioned"; readonly read: number; readonly write: number }
  | { readonly mode: "on-demand" };

export interface TableIndexConfig {
  readonly hashKey: KeyAttribute;
  readonly rangeKey: KeyAttribute | null;
  readonly projection: "all" | "keys" | readonly string[];
}

export interface TableConfig {
  readonly hashKey: KeyAttribute;
  readonly rangeKey: KeyAttribute | null;
  readonly billing: Billing;
  /** Attribute that holds the expiry time in epoch seconds. */
  readonly ttl: string | null;
  readonly pointInTimeRecovery: boolean;
  readonly indexes: Readonly<Record<string, TableIndexConfig>>;
}

export interface BucketConfig {
  readonly versioned: boolean;
  readonly expireDays: number | null;
}

export interface LayerConfig {
  /** True where the deployed app, in its `runtime` role, may read the layer. Names decide, not order: Pulumi sorts keys. */
  readonly runtimeReads: boolean;
  readonly tables: Readonly<Record<string, TableConfig>>;
  readonly buckets: Readonly<Record<string, BucketConfig>>;
}

/** Where a binding is delivered. */
export type Host = { readonly kind: "github" } | { readonly kind: "vercel"; readonly project: string };

export interface VariableConfig {
  /** Either a literal text or the dotted path of a stage output, for example `warehouse.production.tables.facts.name`. */
  readonly source:
    | { readonly kind: "value"; readonly value: string }
    | { readonly kind: "output"; readonly path: string };
  readonly to: readonly Host[];
}

export interface SecretConfig {
  /** `config`: `stagekeeper:secrets.<NAME>`; `env`: `STAGEKEEPER_SECRET_<STAGE>_<NAME>`. */
  readonly from: "config" | "env";
  readonly to: readonly Host[];
  readonly rotateDays: number | null;
  /** true: equal values in two stages are an error; false: they are silent; null: they are a warning. */
  readonly mustDiffer: boolean | null;
}

export interface PipelineConfig {
  readonly workflow: string;
  readonly everyMinutes: number;
  readonly silentAfterMinutes: number;
  readonly heartbeat: "cloudwatch" | "url";
}

export interface BudgetConfig {
  readonly monthlyUsd: number;
  readonly actualPercent: readonly number[];
  readonly forecastPercent: readonly number[];
  readonly perStage: boolean;
}

export interface MonitoringConfig {
  readonly emails: readonly string[];
  readonly budget: BudgetConfig | null;
  /** Layers whose tables get throttle alarms in this stage; empty for none. */
  readonly throttleAlarmLayers: readonly string[];
  /** DynamoDB operations on whose system errors an alarm is raised, for each table of those layers; empty for no such alarm. */
  readonly systemErrorOperations: readonly string[];
  readonly relay: "lambda" | "workflow" | "none";
  /** True where a pipeline, in whatever stage, reports its successes to CloudWatch: the stages' roles are alike. */
  readonly heartbeatMetric: boolean;
  /** Which secret the relay's webhook signs with: 1 for the first, one more after each rotation. */
  readonly webhookSecretGeneration: number;
  /** True where the relay also posts to a chat. */
  readonly chat: boolean;
}

/** What the account needs to know of a pipeline. */
export interface AccountPipeline {
  readonly workflow: string;
  /** Stages of this account that it runs in, in promotion order. */
  readonly stages: readonly string[];
}

/** A wanted difference. Patterns: `*` any run of characters, `?` one, all else literal. */
export interface Allowance {
  readonly code: string | null;
  readonly address: string | null;
  readonly path: string | null;
  /** Every stage that stands out must be listed; empty: any. */
  readonly stages: readonly string[];
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`, the last day on which it holds; null: no end. */
  readonly expires: string | null;
  /** Configuration path it was written at, or that implies it (a `stages:` list). */
  readonly origin: string;
  /**
   * Only where a `stages:` list implies the allowance: the stages that it names, so the ones that have the thing.
   * Such an allowance may match nothing, and is then not unused.
   */
  readonly onlyIn?: readonly string[];
}

export interface StageConfig {
  readonly app: string;
  /** The stage that this configuration is for. */
  readonly stage: StageEntry;
  /** All stages in promotion order. */
  readonly stages: readonly StageEntry[];
  /** True for the last stage, the protected one. */
  readonly isLast: boolean;
  readonly github: GitHubConfig;
  readonly vercel: VercelConfig;
  readonly aws: AwsConfig;
  readonly warehouse: Readonly<Record<string, LayerConfig>>;
  readonly variables: Readonly<Record<string, VariableConfig>>;
  readonly secrets: Readonly<Record<string, SecretConfig>>;
  /** Only the pipelines that run in this stage. */
  readonly pipelines: Readonly<Record<string, PipelineConfig>>;
  readonly monitoring: MonitoringConfig;
  /** Parity allowances as written, then those that `stages:` lists imply. */
  readonly allowances: readonly Allowance[];
  /** Drift allowances, the same for all stages. */
  readonly driftAllowances: readonly Allowance[];
}

/** What exists once per AWS account. */
export interface AccountConfig {
  readonly app: string;
  /** The stages that live in this account, in promotion order. */
  readonly stages: readonly StageEntry[];
  readonly github: GitHubConfig;
  /** `previews` of the projects is false here: it belongs to a stage. */
  readonly vercel: VercelConfig;
  readonly aws: AwsConfig;
  /** `throttleAlarmLayers` and `systemErrorOperations` are empty here: they belong to a stage. */
  readonly monitoring: MonitoringConfig;
  /** By name, as the base has them. */
  readonly pipelines: Readonly<Record<string, AccountPipeline>>;
}

/** One thing wrong with the configuration; all are collected and shown at once. */
export interface ConfigProblem {
  /** Dotted path, for example `stagekeeper:base.github.plan`. */
  readonly path: string;
  /** File it came from, for example `Pulumi.prod.yaml`. */
  readonly file: string;
  /** The value given, as JSON; null where the value is missing or secret. */
  readonly given: string | null;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** What to do next: for a missing secret, the exact command. */
  readonly next: string;
}
