import type * as pulumi from "@pulumi/pulumi";
import { ProjectEnvironmentVariable } from "@pulumiverse/vercel/projectEnvironmentVariable.js";

import type { Binding } from "../bindings.ts";

export interface VercelVariableArgs {
  readonly binding: Binding;
  readonly projectId: pulumi.Input<string>;
  /** True where the project builds previews, which then get the binding too. */
  readonly previews: boolean;
}

/**
 * One resource per variable: the provider's bulk resource misses changes made by hand
 * (https://github.com/vercel/terraform-provider-vercel/issues/277). Never for the target `development`, which cannot hold
 * sensitive values.
 */
export function vercelVariable(
  { binding, projectId, previews }: VercelVariableArgs,
  opts: pulumi.CustomResourceOptions,
): ProjectEnvironmentVariable {
  const isSecret = binding.kind === "secret";
  return new ProjectEnvironmentVariable(
    binding.logicalName,
    {
      projectId,
      key: binding.name,
      value: binding.value,
      // Sensitive values cannot be read back, plain ones can: only those show drift.
      sensitive: isSecret,
      targets: previews ? ["preview", "production"] : ["production"],
    },
    {
      ...opts,
      // Vercel refuses a second variable of the same key with ENV_ALREADY_EXISTS, so the old one has to go first
      // (https://github.com/vercel/terraform-provider-vercel/issues/192).
      deleteBeforeReplace: true,
      transformations: isSecret ? [] : [valueAsGiven(binding.value)],
    },
  );
}

/** The SDK marks every `value` secret, also a plain one, which state would then hide from parity and drift. */
function valueAsGiven(value: pulumi.Output<string>): pulumi.ResourceTransformation {
  return ({ props, opts }) => ({
    props: { ...props, value },
    opts: { ...opts, additionalSecretOutputs: [] },
  });
}
