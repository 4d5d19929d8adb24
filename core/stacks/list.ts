/** The stacks of a project as a fan-out over jobs needs them: what each is called at Pulumi, at GitHub and in AWS. */
import { shortStackName } from "../config/stack-name.ts";
import type { StageConfig } from "../config/types.ts";
import { accountInspectRoleName, passphraseVariableName, physicalName } from "../naming/names.ts";

export interface StackEntry {
  /** What `drift` calls it: the stage; in a project without stagekeeper configuration, the stack with its organisation. */
  readonly name: string;
  /** Name of the Pulumi project, under which a backend keeps the stack's locks. */
  readonly project: string;
  /** Name of the stage; of an account stack, its short name. */
  readonly stage: string;
  readonly kind: "stage" | "account";
  /** For the engine's `--stack`. */
  readonly stack: string;
  /** The stage's environment at GitHub; null where its bindings lie in the repository, and for an account stack. */
  readonly environment: string | null;
  readonly region: string | null;
  /** Role that may read what the stack declares; null in a project without stagekeeper configuration. */
  readonly roleName: string | null;
  /** ARN of that role; null while `aws.accountId` is not set. */
  readonly role: string | null;
  /** Variable and secret that hold the passphrase of the stack. */
  readonly passphrase: string;
}

/** The stages in promotion order, then the account stacks. */
export function configuredStacks(configs: readonly StageConfig[], project: string): readonly StackEntry[] {
  const accounts = configs.filter(
    ({ aws }, index) => configs.findIndex((other) => isSameAccount(other.aws, aws)) === index,
  );
  return [
    ...configs.map((config) => stageEntry(config, project)),
    ...accounts.map((config) => accountEntry(config, project)),
  ];
}

/** In a project without stagekeeper configuration, each stack that has a file is a stage. */
export function plainStacks(stacks: readonly string[], project: string): readonly StackEntry[] {
  return stacks.map((stack) => ({
    name: stack,
    project,
    stage: shortStackName(stack),
    kind: "stage",
    stack,
    environment: null,
    region: null,
    roleName: null,
    role: null,
    passphrase: passphraseVariableName(shortStackName(stack)),
  }));
}

function stageEntry({ app, stage, github, aws }: StageConfig, project: string): StackEntry {
  const roleName = physicalName(app, stage.name, "inspect");
  return {
    name: stage.name,
    project,
    stage: stage.name,
    kind: "stage",
    stack: stage.stack,
    environment: github.bindings === "environment" ? stage.name : null,
    region: aws.region,
    roleName,
    role: roleArn(aws.accountId, roleName),
    passphrase: passphraseVariableName(stage.name),
  };
}

function accountEntry({ app, aws }: StageConfig, project: string): StackEntry {
  const roleName = accountInspectRoleName(app);
  const name = shortStackName(aws.accountStack);
  return {
    name,
    project,
    stage: name,
    kind: "account",
    stack: aws.accountStack,
    environment: null,
    region: aws.region,
    roleName,
    role: roleArn(aws.accountId, roleName),
    passphrase: passphraseVariableName(name),
  };
}

function isSameAccount(one: StageConfig["aws"], other: StageConfig["aws"]): boolean {
  return one.accountStack === other.accountStack;
}

function roleArn(accountId: string | null, roleName: string): string | null {
  return accountId === null ? null : `arn:aws:iam::${accountId}:role/${roleName}`;
}
