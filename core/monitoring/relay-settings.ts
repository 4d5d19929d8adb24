/** What the account stack tells the relay: the JSON in this environment variable of the function. No secret is in it. */
export const RELAY_SETTINGS_VARIABLE = "STAGEKEEPER_RELAY";

export interface RelaySettings {
  readonly app: string;
  /** `owner/name`, the one repository whose webhook is listened to. */
  readonly repository: string;
  /** GitHub's number of the repository: it stays when the name goes to somebody else. */
  readonly repositoryId: number;
  readonly topicArn: string;
  /** DynamoDB table with the hash key `pk`. */
  readonly table: string;
  /** SSM parameters of the webhook's secrets: the newest, then the one before it. */
  readonly secretParameters: readonly string[];
  /** SSM parameter with the webhook's number. It is written after the webhook exists, so it may be missing for a while. */
  readonly hookIdParameter: string;
  /** SSM parameter with the URL of a chat's incoming webhook, null without chat. */
  readonly chatParameter: string | null;
  readonly stages: readonly RelayStage[];
  /** Vercel project -> stage. */
  readonly vercelProjects: Readonly<Record<string, string>>;
  /** Workflow file, for example `etl.yml` -> the pipeline that it runs, and in which stages. */
  readonly workflows: Readonly<Record<string, RelayWorkflow>>;
}

export interface RelayStage {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Branch that the stage deploys from. */
  readonly branch: string;
  /** GitHub's environment of the stage. */
  readonly environment: string;
}

export interface RelayWorkflow {
  readonly pipeline: string;
  readonly stages: readonly string[];
}
