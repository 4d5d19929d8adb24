/** What `import ... from "stagekeeper"` gives. */
export type {
  AccountConfig,
  AwsConfig,
  GitHubConfig,
  StageConfig,
  StageEntry,
  VercelConfig,
} from "../core/config/types.ts";
export { Account, type AccountArgs, type AccountOutputs } from "./account.ts";
export { accountFromConfig, type FromConfigOptions, isAccountStack, stageFromConfig } from "./from-config.ts";
export type { ExtraOutputs, OutputPath, StageOutputs } from "./outputs.ts";
export { Stage, type StageArgs, type StageRoles } from "./stage.ts";
