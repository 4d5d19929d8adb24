import { awsFunctions, awsResources } from "./aws/index.ts";
import { githubFunctions, githubResources } from "./github/index.ts";
import type { FunctionModel, ResourceModel } from "./model.ts";
import { vercelFunctions, vercelResources } from "./vercel/index.ts";

/** Everything that the sandbox models. */
export interface Registry {
  resource(type: string): ResourceModel | null;
  function(token: string): FunctionModel | null;
  readonly resources: readonly ResourceModel[];
}

export function createRegistry(resources: readonly ResourceModel[], functions: readonly FunctionModel[]): Registry {
  const byType = new Map(resources.map((model) => [model.type, model]));
  const byToken = new Map(functions.map((model) => [model.token, model]));
  return {
    resource: (type) => byType.get(type) ?? null,
    function: (token) => byToken.get(token) ?? null,
    resources,
  };
}

export const registry = createRegistry(
  [...githubResources, ...vercelResources, ...awsResources],
  [...githubFunctions, ...vercelFunctions, ...awsFunctions],
);
