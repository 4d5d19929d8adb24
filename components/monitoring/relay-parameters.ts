import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import * as pulumi from "@pulumi/pulumi";

import { secretGenerations } from "../../core/monitoring/relay-settings-of.ts";
import { chatUrlParameterName, hookIdParameterName, webhookSecretParameterName } from "../../core/naming/names.ts";
import type { Tags } from "../tags.ts";

export interface RelaySecretsArgs {
  readonly app: string;
  /** Which secret the webhook signs with. */
  readonly webhookSecretGeneration: number;
  /** Incoming webhook of a chat; null for none. */
  readonly chatUrl: pulumi.Input<string> | null;
  /** A text that nobody can guess. */
  readonly newSecret: () => string;
  readonly tags: Tags;
}

/**
 * The relay's secrets, in Parameter Store, which is free: what stands in a function's own settings shows to everybody who may look
 * at the function. Here the relay's role reads them, and the role `<app>-inspect`, which checks the account stack for drift.
 * @returns all parameters, and the secret that the webhook signs with
 */
export function relaySecrets(
  args: RelaySecretsArgs,
  opts: pulumi.CustomResourceOptions,
): { readonly parameters: readonly Parameter[]; readonly newest: pulumi.Output<string> } {
  const [newest, ...older] = secretGenerations(args.webhookSecretGeneration).map((one) =>
    webhookSecret(one, args, opts),
  );
  const chat = args.chatUrl === null ? [] : [chatUrl(args.chatUrl, args, opts)];
  return {
    parameters: [...(newest === undefined ? [] : [newest]), ...older, ...chat],
    newest: pulumi.secret(newest?.value ?? ""),
  };
}

/** Written once the webhook exists; until then the relay takes GitHub's first `ping` and nothing else. */
export function hookIdParameter(
  { app, tags }: Pick<RelaySecretsArgs, "app" | "tags">,
  hookId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): Parameter {
  return new Parameter("hook-id", { name: hookIdParameterName(app), type: "String", value: hookId, tags }, opts);
}

/**
 * Made up when it is created, and kept: a new one comes only with a new generation. Not protected, unlike everything else in
 * the account stack, because the next but one rotation deletes it.
 */
function webhookSecret(
  generation: number,
  { app, newSecret, tags }: RelaySecretsArgs,
  opts: pulumi.CustomResourceOptions,
): Parameter {
  return new Parameter(
    `webhook-secret-${generation}`,
    {
      name: webhookSecretParameterName(app, generation),
      type: "SecureString",
      value: pulumi.secret(newSecret()),
      tags,
    },
    { ...opts, protect: false, ignoreChanges: ["value"] },
  );
}

function chatUrl(
  url: pulumi.Input<string>,
  { app, tags }: RelaySecretsArgs,
  opts: pulumi.CustomResourceOptions,
): Parameter {
  const args = { name: chatUrlParameterName(app), type: "SecureString", value: pulumi.secret(url), tags };
  return new Parameter("chat-url", args, opts);
}
