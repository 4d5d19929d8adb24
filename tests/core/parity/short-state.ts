/** State exports in short form. */

const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SIGNATURES = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
};

const SHORT_TYPES: Readonly<Record<string, string>> = {
  Alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  Bucket: "aws:s3/bucket:Bucket",
  Function: "aws:lambda/function:Function",
  Lifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  Policy: "aws:iam/policy:Policy",
  Queue: "aws:sqs/queue:Queue",
  Role: "aws:iam/role:Role",
  Table: "aws:dynamodb/table:Table",
  Versioning: "aws:s3/bucketVersioning:BucketVersioning",
  GitHubSecret: "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  GitHubVariable: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  Webhook: "github:index/repositoryWebhook:RepositoryWebhook",
  Project: "vercel:index/project:Project",
  VercelVariable: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
  AwsProvider: "pulumi:providers:aws",
  StackReference: "pulumi:pulumi:StackReference",
  Stack: "pulumi:pulumi:Stack",
  Password: "random:index/randomPassword:RandomPassword",
};

export interface ShortResource {
  /** `Type::name`, `Parent$Type::name`; types by their short name or full token. */
  readonly is: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly id?: string;
  /** By input property: `Type::name` of each resource that it was made from. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
  readonly external?: boolean;
  readonly custom?: boolean;
  readonly delete?: boolean;
  readonly secretOutputs?: readonly string[];
}

export interface LongStage {
  readonly aliases?: readonly string[];
  /** Stack segment of the URNs, where it is not the stage's name. */
  readonly stack?: string;
  readonly resources: readonly ShortResource[];
  /** `Type::name: creating` of each interrupted operation. */
  readonly pending?: Readonly<Record<string, string>>;
}

export type ShortStage = LongStage | readonly ShortResource[];

export interface Deployment {
  readonly version: number;
  readonly deployment: {
    readonly manifest: object;
    readonly resources: readonly Readonly<Record<string, unknown>>[];
    readonly pending_operations?: readonly object[];
  };
}

export function secret(content: { readonly plaintext?: string; readonly ciphertext?: string }): Record<string, string> {
  return { [SIGNATURE]: SIGNATURES.secret, ...content };
}

export function signed(kind: keyof typeof SIGNATURES, content: object): Record<string, unknown> {
  return { [SIGNATURE]: SIGNATURES[kind], ...content };
}

/** A `pulumi stack export` of the stage. */
export function toDeployment(name: string, stage: ShortStage): Deployment {
  const { resources, stack = name, pending = {} }: LongStage = "resources" in stage ? stage : { resources: stage };
  const operations = Object.entries(pending).map(([is, type]) => ({ resource: { urn: toUrn(stack, is) }, type }));
  return {
    version: 3,
    deployment: {
      manifest: { version: "v3.259.0" },
      resources: resources.map((resource) => toResource(stack, resource)),
      ...(operations.length > 0 ? { pending_operations: operations } : {}),
    },
  };
}

/** `Stage$Table` with full type tokens. */
export function fullChain(chain: string): string {
  return chain
    .split("$")
    .map((type) => SHORT_TYPES[type] ?? type)
    .join("$");
}

function toUrn(stack: string, is: string): string {
  const split = is.indexOf("::");
  return `urn:pulumi:${stack}::app::${fullChain(is.slice(0, split))}${is.slice(split)}`;
}

function toResource(stack: string, resource: ShortResource): Record<string, unknown> {
  const { is, inputs = {}, outputs = {}, id, from, external, custom = true, secretOutputs } = resource;
  const urn = toUrn(stack, is);
  const chain = urn.split("::")[2] ?? "";
  const dependencies = from
    ? Object.entries(from).map(([property, names]) => [property, names.map((other) => toUrn(stack, other))])
    : [];
  return {
    urn,
    custom,
    ...(resource.delete ? { delete: true } : {}),
    ...(external ? { external: true } : {}),
    ...(id === undefined ? {} : { id }),
    type: chain.slice(chain.lastIndexOf("$") + 1),
    inputs,
    outputs,
    ...(from
      ? {
          propertyDependencies: Object.fromEntries(dependencies),
          dependencies: dependencies.flatMap(([, urns]) => urns ?? []),
        }
      : {}),
    ...(secretOutputs ? { additionalSecretOutputs: secretOutputs } : {}),
  };
}
