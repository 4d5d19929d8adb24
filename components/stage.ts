import * as pulumi from "@pulumi/pulumi";

import type { Host, StageConfig } from "../core/config/types.ts";
import { stageAlarms } from "../core/monitoring/stage-alarms.ts";
import { alertsTopicArn } from "../core/naming/names.ts";
import { Identities } from "./aws/identities.ts";
import { Warehouse } from "./aws/warehouse.ts";
import { type Binding, bindingsFor, type SecretValues } from "./bindings.ts";
import { currentEnvironment } from "./environment.ts";
import { GitHubEnvironment } from "./github/environment.ts";
import { lookUpRepository, type Repository } from "./github/repository.ts";
import { StageMonitoring } from "./monitoring/stage.ts";
import type { ExtraOutputs, OutputEntry, StageOutputs } from "./outputs.ts";
import { gatedBy, preflight } from "./preflight.ts";
import { awsProvider, githubProvider, vercelProvider } from "./providers.ts";
import { stageTags, type Tags } from "./tags.ts";
import { VercelProject } from "./vercel/project.ts";

export const STAGE_TYPE = "stagekeeper:index:Stage";

export interface StageArgs {
  /** The parsed configuration; {@link stageFromConfig} reads it from Pulumi's. */
  readonly config: StageConfig;
  /** Value of each declared secret, by name. */
  readonly secrets: SecretValues;
  /**
   * Outputs of resources of your own, which `from: extra.<name>.<key>` delivers.
   * @default {}
   */
  readonly outputs?: ExtraOutputs;
}

/** The roles that the stage's code takes on. */
export interface StageRoles {
  readonly pipeline: Identities["pipeline"];
  readonly runtime: Identities["runtime"];
}

/**
 * One whole stage: its warehouse and roles in AWS, its Vercel projects, its GitHub environment, and what watches them.
 *
 * ```ts
 * const stage = new Stage("agent-ops", { config, secrets: { OPENAI_API_KEY: key } });
 * ```
 *
 * Nothing is created before credentials and AWS account have been checked. The component's own inputs stay empty: they
 * would land in state.
 */
export class Stage extends pulumi.ComponentResource {
  /** What `from:` can name, and its value, by path. */
  readonly outputs: StageOutputs;
  readonly roles: StageRoles;

  /** @param name Must be the same in every stage, for example the app's name. */
  constructor(name: string, args: StageArgs, opts?: pulumi.ComponentResourceOptions) {
    const { config } = args;
    const passed = preflight({
      vendors: ["github", "vercel", "aws"],
      aws: config.aws,
      environment: currentEnvironment(),
    });
    super(STAGE_TYPE, name, {}, gatedBy(passed, opts));
    const shared = this.createShared(config, pulumi.output(passed).accountId);

    const warehouse = new Warehouse("warehouse", { ...shared.args, layers: config.warehouse }, shared.opts);
    const projects = createProjects(config, shared);
    const identities = createIdentities(config, warehouse, shared);
    const topicArn = this.watch(config, warehouse, shared);

    this.roles = { pipeline: identities.pipeline, runtime: identities.runtime };
    this.outputs = {
      "stage.name": pulumi.output(config.stage.name),
      "aws.region": pulumi.output(config.aws.region),
      "aws.accountId": shared.args.accountId,
      "roles.pipeline.arn": identities.pipeline.arn,
      "roles.runtime.arn": identities.runtime.arn,
      "alerts.topic.arn": topicArn,
      ...Object.fromEntries(warehouse.outputEntries()),
      ...Object.fromEntries(projects.flatMap((project) => project.outputEntries())),
      ...Object.fromEntries(extraOutputs(args.outputs ?? {})),
    };

    const bindingsOf = (host: Host): readonly Binding[] => bindingsFor(host, config, args.secrets, this.outputs);
    new GitHubEnvironment(
      "github",
      { ...shared.args, config: config.github, bindings: bindingsOf({ kind: "github" }) },
      shared.opts,
    );
    for (const project of projects) project.deliver(bindingsOf({ kind: "vercel", project: project.shortName }));
    this.registerOutputs();
  }

  /** @returns the ARN of the topic that hears of what is wrong, worked out from its name */
  private watch(config: StageConfig, warehouse: Warehouse, shared: Shared): pulumi.Output<string> {
    const { app, github, aws, monitoring } = config;
    const topicArn = shared.args.accountId.apply((accountId) => alertsTopicArn({ app, region: aws.region, accountId }));
    new StageMonitoring(
      "monitoring",
      {
        ...shared.args,
        repository: `${github.owner}/${github.repository}`,
        alarms: stageAlarms(config),
        tables: warehouse.tableNames(),
        budget: monitoring.budget?.perStage === true ? monitoring.budget : null,
        topicArn,
      },
      shared.opts,
    );
    return topicArn;
  }

  private createShared(config: StageConfig, accountId: pulumi.Output<string>): Shared {
    const { app, stage, isLast, github, vercel, aws } = config;
    const child = { parent: this };
    const gitHub = githubProvider(github.owner, child);
    const providers = [awsProvider(aws, child), gitHub, vercelProvider(vercel.team, child)];
    const repository = lookUpRepository(github, { ...child, provider: gitHub });
    return {
      args: { app, stage: stage.name, isLast, accountId, repository, tags: stageTags(app, stage.name) },
      opts: { ...child, providers },
    };
  }
}

/** What all children of a stage are given. */
interface Shared {
  readonly args: {
    readonly app: string;
    readonly stage: string;
    readonly isLast: boolean;
    readonly accountId: pulumi.Output<string>;
    readonly repository: Repository;
    readonly tags: Tags;
  };
  readonly opts: pulumi.ComponentResourceOptions;
}

function createIdentities(config: StageConfig, warehouse: Warehouse, shared: Shared): Identities {
  const { github, vercel, aws, monitoring } = config;
  const reports = { success: monitoring.heartbeatMetric, failure: monitoring.relay === "workflow" };
  return new Identities(
    "identities",
    { ...shared.args, region: aws.region, github, vercel, warehouse, reports },
    shared.opts,
  );
}

function createProjects(config: StageConfig, shared: Shared): readonly VercelProject[] {
  const { vercel, github, aws } = config;
  return Object.entries(vercel.projects).map(
    ([name, project]) =>
      new VercelProject(name, { ...shared.args, config: project, vercel, github, awsRegion: aws.region }, shared.opts),
  );
}

function extraOutputs(extra: ExtraOutputs): readonly OutputEntry[] {
  return Object.entries(extra).flatMap(([name, outputs]) =>
    Object.entries(outputs).map(([key, value]): OutputEntry => [`extra.${name}.${key}`, pulumi.output(value)]),
  );
}
