/** The configuration of the account stack: what exists once per AWS account. */
import { CHAT_URL_SECRET } from "../naming/names.ts";
import { nearest, orList } from "../text/words.ts";
import { isMap } from "./merge.ts";
import { accountPipelines, githubConfig, monitoringConfig, vercelConfig } from "./normalise.ts";
import { type CheckedConfig, type ConfigInput, checkWritten } from "./parse.ts";
import type { SecretOwner } from "./secrets.ts";
import type { AccountConfig, ConfigProblem, SecretConfig, StageEntry } from "./types.ts";

export type ParsedAccount =
  | { readonly ok: true; readonly config: AccountConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * `overrides` is `stagekeeper:stage` of the account stack's own file. Where a product has several AWS accounts, `stages`
 * there names those that live in this one, and `aws` the account: `{ stages: [prod], aws: { accountStack: account-prod } }`.
 */
export function parseAccountConfig(input: ConfigInput): ParsedAccount {
  const { stages: chosen, overrides } = splitOverrides(input.overrides);
  const members = (stages: readonly StageEntry[]) =>
    chosen === undefined ? stages : stages.filter(({ name }) => chosen.includes(name));
  const checked = checkWritten({ ...input, overrides }, () => null, members);
  const problems = [...checked.problems, ...unknownStages(chosen, checked, input)];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, config: accountConfig(checked, members(checked.stages)) };
}

/** The account stack's own secrets; its name stands where a stage's would. */
export function accountSecrets({ aws, monitoring }: AccountConfig): SecretOwner {
  const stack = aws.accountStack;
  const chatUrl: SecretConfig = { from: "config", to: [], rotateDays: null, mustDiffer: null };
  return {
    stage: { name: stack, stack, aliases: [] },
    stages: [],
    secrets: monitoring.chat ? { [CHAT_URL_SECRET]: chatUrl } : {},
  };
}

function accountConfig({ written }: CheckedConfig, stages: readonly StageEntry[]): AccountConfig {
  return {
    app: written.app,
    stages,
    github: githubConfig(written.github),
    vercel: vercelConfig(written.vercel, null),
    aws: written.aws,
    monitoring: monitoringConfig(written, null),
    pipelines: accountPipelines(written.pipelines, stages),
  };
}

/** Only here `stages` is no list to merge but a choice from the base's. */
function splitOverrides(overrides: unknown): {
  readonly stages: readonly unknown[] | undefined;
  readonly overrides: unknown;
} {
  if (!isMap(overrides) || !Object.hasOwn(overrides, "stages")) return { stages: undefined, overrides };
  const { stages, ...rest } = overrides;
  return { stages: Array.isArray(stages) ? stages : [stages], overrides: rest };
}

function unknownStages(
  chosen: readonly unknown[] | undefined,
  { stages }: CheckedConfig,
  { files }: ConfigInput,
): readonly ConfigProblem[] {
  const known = stages.map(({ name }) => name);
  return (chosen ?? []).flatMap((name, index): readonly ConfigProblem[] => {
    if (typeof name === "string" && known.includes(name)) return [];
    const near = typeof name === "string" ? nearest(name, known) : null;
    return [
      {
        path: `stagekeeper:stage.stages[${index}]`,
        file: files.stage,
        given: JSON.stringify(name),
        allowed: `a stage of the base: ${orList(known)}`,
        next: near === null ? `Correct it in ${files.stage}.` : `Did you mean ${near}?`,
      },
    ];
  });
}
