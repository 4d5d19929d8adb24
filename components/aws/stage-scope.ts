import { ACCOUNT_ROLES, BUDGET, physicalName } from "../../core/naming/names.ts";

/** The names and ARNs of everything that belongs to one stage in an AWS account, as policies name it. */
export interface StageScope {
  readonly app: string;
  readonly stage: string;
  readonly accountId: string;
  readonly region: string;
  /** Pulumi project and the stage's stack: the state bucket has a folder for them. */
  readonly project: string;
  readonly stack: string;
  /** True where workflows tell the topic themselves: `monitoring.relay` is `workflow`. */
  readonly publishesAlerts: boolean;
}

/** Where the state of a stack is kept, of a stage or of the account. */
export type StateScope = Pick<StageScope, "app" | "accountId" | "project" | "stack">;

/** Every name of the stage's resources starts like this. */
function prefix({ app, stage }: Pick<StageScope, "app" | "stage">): string {
  return physicalName(app, stage, "");
}

export function tableArn(scope: Pick<StageScope, "app" | "stage" | "accountId" | "region">): string {
  return `arn:aws:dynamodb:${scope.region}:${scope.accountId}:table/${prefix(scope)}*`;
}

export function bucketArn(scope: Pick<StageScope, "app" | "stage" | "accountId">): string {
  return `arn:aws:s3:::${prefix(scope)}*-${scope.accountId}`;
}

export function objectArn(scope: StageScope): string {
  return `${bucketArn(scope)}/*`;
}

export function roleArn(scope: StageScope, name: string): string {
  return `arn:aws:iam::${scope.accountId}:role/${physicalName(scope.app, scope.stage, name)}`;
}

export function alarmArn(scope: StageScope, name: string): string {
  return `arn:aws:cloudwatch:${scope.region}:${scope.accountId}:alarm:${physicalName(scope.app, scope.stage, name)}`;
}

export function budgetArn(scope: StageScope): string {
  return `arn:aws:budgets::${scope.accountId}:budget/${physicalName(scope.app, scope.stage, BUDGET)}`;
}

/** Roles of the stage that the account stack holds, and that the stage may not touch. */
export function accountRoleArns(scope: StageScope): readonly string[] {
  return ACCOUNT_ROLES.map((name) => roleArn(scope, name));
}

/** The ceiling of the roles that the stage itself declares. It stands in the stage's stack, and `deploy` may not change it. */
export function boundaryName(app: string, stage: string): string {
  return physicalName(app, stage, "boundary");
}

export function boundaryArn({ app, stage, accountId }: StageScope): string {
  return `arn:aws:iam::${accountId}:policy/${boundaryName(app, stage)}`;
}

/** The ceiling of `deploy`, in the account stack. */
export function deployBoundaryName(app: string, stage: string): string {
  return physicalName(app, stage, "deploy-boundary");
}

/** Bucket that holds the Pulumi state where a person keeps it in S3; the documentation proposes the name. */
export function stateBucketArn({ app, accountId }: StateScope): string {
  return `arn:aws:s3:::${app}-state-${accountId}`;
}

/** What Pulumi keeps for one stack in such a bucket (checkpoint, history, backups, locks). */
export function stateObjectArns(scope: StateScope): readonly string[] {
  const { project, stack } = scope;
  const root = `${stateBucketArn(scope)}/.pulumi`;
  return [
    `${root}/stacks/${project}/${stack}.json*`,
    `${root}/history/${project}/${stack}/*`,
    `${root}/backups/${project}/${stack}/*`,
    `${root}/locks/organization/${project}/${stack}/*`,
  ];
}
