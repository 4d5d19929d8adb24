import { accountFromConfig, isAccountStack, stageFromConfig } from "stagekeeper";

/** Outputs of the stack, by path; `from:` in the configuration names those of a stage. */
export const { outputs } = isAccountStack() ? accountFromConfig() : stageFromConfig();
