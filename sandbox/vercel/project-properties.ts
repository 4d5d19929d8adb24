import { AutoName, type PropertyModel } from "../model.ts";
import type { Value } from "../values.ts";
import { frameworks } from "./frameworks.ts";
import { lengthBetween, matches, oneOf } from "./rules.ts";

const protections = [
  "standard_protection_new",
  "standard_protection",
  "all_deployments",
  "only_preview_deployments",
  "none",
];
const nodeVersions = ["18.x", "20.x", "22.x", "24.x"];
const optionalText: PropertyModel = { type: "string" };
const requiredFlag: PropertyModel = { type: "boolean", required: true };
const computedFlag: PropertyModel = { type: "boolean", computed: true };
/** Known to the provider, and more than the sandbox needs. */
const notModelled: PropertyModel = { type: { map: "string" }, notModelled: true };

/** Schema of terraform-provider-vercel, vercel/resource_project.go. */
export const projectProperties: Readonly<Record<string, PropertyModel>> = {
  name: {
    type: "string",
    required: true,
    default: new AutoName(),
    rules: [
      lengthBetween("name", 1, 52),
      matches(
        "name",
        /^[a-z0-9-]{0,100}$/,
        "The name of a Project can only contain up to 100 alphanumeric lowercase characters and hyphens",
      ),
    ],
  },
  teamId: { type: "string", computed: true, replace: true },
  framework: { type: "string", rules: [knownFramework] },
  rootDirectory: optionalText,
  buildCommand: optionalText,
  devCommand: optionalText,
  ignoreCommand: optionalText,
  installCommand: optionalText,
  outputDirectory: optionalText,
  previewDeploymentSuffix: optionalText,
  nodeVersion: { type: "string", computed: true, rules: [oneOf("node_version", nodeVersions)] },
  skewProtection: {
    type: "string",
    rules: [oneOf("skew_protection", ["30 minutes", "12 hours", "1 day", "7 days"])],
  },
  buildMachineType: {
    type: "string",
    computed: true,
    rules: [oneOf("build_machine_type", ["enhanced", "turbo", "elastic"])],
  },
  gitRepository: {
    type: {
      object: {
        type: {
          type: "string",
          required: true,
          rules: [oneOf("git_repository.type", ["github", "gitlab", "bitbucket"])],
        },
        repo: { type: "string", required: true },
        productionBranch: { type: "string", computed: true },
        deployHooks: notModelled,
      },
    },
  },
  gitComments: { type: { object: { onCommit: requiredFlag, onPullRequest: requiredFlag } } },
  gitProviderOptions: {
    computed: true,
    type: {
      object: {
        createDeployments: computedFlag,
        repositoryDispatchEvents: computedFlag,
        gitCommitStatus: computedFlag,
        requireVerifiedCommits: computedFlag,
        consolidatedGitCommitStatus: {
          computed: true,
          type: { object: { enabled: requiredFlag, propagateFailures: requiredFlag } },
        },
      },
    },
  },
  oidcTokenConfig: {
    type: {
      object: {
        issuerMode: {
          type: "string",
          default: "team",
          rules: [oneOf("oidc_token_config.issuer_mode", ["team", "global"])],
        },
      },
    },
    default: { issuerMode: "team" },
  },
  vercelAuthentication: {
    computed: true,
    type: {
      object: {
        deploymentType: {
          type: "string",
          computed: true,
          rules: [oneOf("vercel_authentication.deployment_type", protections)],
        },
      },
    },
  },
  resourceConfig: {
    computed: true,
    type: {
      object: {
        fluid: computedFlag,
        functionDefaultCpuType: { type: "string", computed: true },
        functionDefaultRegions: { type: { set: "string" }, computed: true },
        functionDefaultTimeout: { type: "integer", computed: true },
      },
    },
  },
  autoAssignCustomDomains: { type: "boolean", default: true },
  gitForkProtection: { type: "boolean", default: true },
  automaticallyExposeSystemEnvironmentVariables: computedFlag,
  customerSuccessCodeVisibility: computedFlag,
  directoryListing: computedFlag,
  enableAffectedProjectsDeployments: computedFlag,
  enablePreviewFeedback: computedFlag,
  enableProductionFeedback: computedFlag,
  functionFailover: computedFlag,
  gitLfs: computedFlag,
  onDemandConcurrentBuilds: computedFlag,
  previewDeploymentsDisabled: computedFlag,
  prioritiseProductionBuilds: computedFlag,
  protectedSourcemaps: computedFlag,
  environments: notModelled,
  optionsAllowlist: notModelled,
  passwordProtection: notModelled,
  previewComments: notModelled,
  publicSource: notModelled,
  serverlessFunctionRegion: notModelled,
  trustedIps: notModelled,
  trustedSources: notModelled,
};

function knownFramework(value: Value): string | null {
  if (frameworks.has(String(value))) return null;
  return `Invalid Framework. The framework ${String(value)} is not supported on Vercel. Must be one of ${[...frameworks].join(", ")}.`;
}
