import { awsFunctions, awsProvider, awsResources } from "./aws/index.ts";
import { githubFunctions, githubResources } from "./github/index.ts";
import type { FunctionModel, ProviderModel, ResourceModel } from "./model.ts";
import { vercelFunctions, vercelProvider, vercelResources } from "./vercel/index.ts";

/** Everything that the sandbox models. */
export interface Registry {
  resource(type: string): ResourceModel | null;
  function(token: string): FunctionModel | null;
  /** Null for a provider without rules of its own. */
  provider(name: string): ProviderModel | null;
  readonly resources: readonly ResourceModel[];
}

function createRegistry(
  resources: readonly ResourceModel[],
  functions: readonly FunctionModel[],
  providers: readonly ProviderModel[] = [],
): Registry {
  const byType = new Map(resources.map((model) => [model.type, model]));
  const byToken = new Map(functions.map((model) => [model.token, model]));
  return {
    resource: (type) => byType.get(type) ?? null,
    function: (token) => byToken.get(token) ?? null,
    provider: (name) => providers.find((model) => model.package === name) ?? null,
    resources,
  };
}

export const registry = createRegistry(
  [...githubResources, ...vercelResources, ...awsResources],
  [...githubFunctions, ...vercelFunctions, ...awsFunctions],
  [awsProvider, vercelProvider],
);
