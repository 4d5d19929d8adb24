/**
 * Properties that people set at a vendor, and that a provider keeps as they are where the program leaves them open: it then plans
 * nothing, and the engine calls the resource unchanged. They are compared nevertheless. Left out is what moves by itself: names
 * and ids, capacities under auto-scaling, mirrors of other resources.
 *
 * From the schemas (Optional and Computed): terraform-provider-vercel 5.4.1, terraform-provider-aws 6.x behind @pulumi/aws 7.48.
 */
const LEFT_OPEN: Readonly<Record<string, readonly string[]>> = {
  "aws:dynamodb/table:Table": [
    "globalSecondaryIndexes",
    "pointInTimeRecovery",
    "serverSideEncryption",
    "streamViewType",
    "ttl",
  ],
  "aws:s3/bucket:Bucket": ["objectLockEnabled"],
  "vercel:index/project:Project": [
    "autoAssignCustomDomains",
    "automaticallyExposeSystemEnvironmentVariables",
    "buildCommand",
    "buildMachineType",
    "customerSuccessCodeVisibility",
    "devCommand",
    "directoryListing",
    "enableAffectedProjectsDeployments",
    "enablePreviewFeedback",
    "enableProductionFeedback",
    "framework",
    "functionFailover",
    "gitComments",
    "gitForkProtection",
    "gitLfs",
    "gitProviderOptions",
    "gitRepository",
    "ignoreCommand",
    "installCommand",
    "nodeVersion",
    "oidcTokenConfig",
    "onDemandConcurrentBuilds",
    "optionsAllowlist",
    "outputDirectory",
    "previewDeploymentSuffix",
    "previewDeploymentsDisabled",
    "prioritiseProductionBuilds",
    "protectedSourcemaps",
    "resourceConfig",
    "rootDirectory",
    "skewProtection",
    "trustedIps",
    "trustedSources",
    "vercelAuthentication",
  ],
  "vercel:index/projectDomain:ProjectDomain": ["gitBranch", "redirect", "redirectStatusCode"],
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": [
    "comment",
    "customEnvironmentIds",
    "gitBranch",
  ],
};

const NONE: readonly string[] = [];

export function leftOpen(type: string): readonly string[] {
  return Object.hasOwn(LEFT_OPEN, type) ? (LEFT_OPEN[type] ?? NONE) : NONE;
}
