import type { ResourceModel } from "../model.ts";
import { deploymentPolicy } from "./deployment-policy.ts";
import { repositoryEnvironment } from "./environment.ts";
import { environmentSecret, repositorySecret } from "./secrets.ts";
import { environmentVariable, repositoryVariable } from "./variables.ts";
import { repositoryWebhook } from "./webhook.ts";

export { githubFunctions } from "./functions.ts";

export const githubResources: readonly ResourceModel[] = [
  repositoryEnvironment,
  deploymentPolicy,
  environmentSecret,
  environmentVariable,
  repositorySecret,
  repositoryVariable,
  repositoryWebhook,
];
