/** Stages: every word, stack and list of stages must be clear about which stage it means. */
import { nearest, orList } from "../../text/words.ts";
import { isMap } from "../merge.ts";
import { type ConfigPath, valueAt } from "../path.ts";
import { sameStack, shortStackName } from "../stack-name.ts";
import type { Violation } from "../violation.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** A name or alias means one stage, in any case of its letters. */
export const wordsMeanOneStage: Rule = ({ stages }) => {
  const seen = new Map<string, string>();
  return stages.flatMap((stage, index) =>
    [stage.name, ...stage.aliases].flatMap((word): readonly Violation[] => {
      const owner = seen.get(word.toLowerCase());
      seen.set(word.toLowerCase(), stage.name);
      if (owner === undefined) return [];
      return [
        {
          path: ["stages", index],
          given: word,
          allowed: `a word that means one stage; ${word} means ${owner} already`,
          next: `Rename or remove one ${word}.`,
        },
      ];
    }),
  );
};

/** A stack holds one stage, and the account stack holds none. */
export const stacksHoldOneStage: Rule = ({ stages, written }) =>
  stages.flatMap((stage, index) => {
    const earlier = stages
      .slice(0, index)
      .find((other) => other.name !== stage.name && sameStack(other.stack, stage.stack));
    const owner = earlier
      ? `stage ${earlier.name}`
      : sameStack(stage.stack, written.aws.accountStack)
        ? "the account"
        : null;
    if (owner === null) return [];
    return [
      {
        path: ["stages", index],
        given: stage.stack,
        allowed: `a stack of its own; ${stage.stack} belongs to ${owner}`,
        next: `Give ${stage.name} another stack.`,
      },
    ];
  });

/** `stages:` lists name stages of the configuration. */
export const listsNameStages: Rule = (context) => {
  const known = stageNames(context);
  if (known === null) return [];
  return stagesLists(context).flatMap(({ path, names, others = [] }) =>
    names.flatMap((name, index): readonly Violation[] => {
      if (others.includes(name)) return [];
      if (known.includes(name)) return [];
      const near = nearest(name, known);
      return [
        {
          path: [...path, index],
          allowed: `a stage: ${orList(known)}`,
          next: near === null ? null : `Did you mean ${near}?`,
        },
      ];
    }),
  );
};

/** What all stages share, or what compares them, cannot differ in one of them. */
export const sharedPartsStandInBase: Rule = ({ overrides }) =>
  ["app", "stages", "parity", "drift"]
    .filter((key) => isMap(overrides) && Object.hasOwn(overrides, key))
    .map((key) => ({
      path: [key],
      allowed: `nothing: ${key} is the same for all stages`,
      next: `Move ${key} to stagekeeper:base.`,
    }));

/** Names as given, also of entries with another mistake in them; null where there is no list to compare with. */
function stageNames({ given }: RuleContext): readonly string[] | null {
  const entries = valueAt(given, ["stages"]);
  if (!Array.isArray(entries)) return null;
  return entries.map((entry) => (isMap(entry) ? entry["name"] : entry)).filter((name) => typeof name === "string");
}

interface StagesList {
  readonly path: ConfigPath;
  readonly names: readonly string[];
  /** What may be named beside the stages: the account stack can drift too. */
  readonly others?: readonly string[];
}

function stagesLists({ written }: RuleContext): readonly StagesList[] {
  const { pipelines, monitoring, vercel, parity, drift, aws } = written;
  return [
    ...Object.entries(pipelines).map(([name, { stages = [] }]) => ({
      path: ["pipelines", name, "stages"],
      names: stages,
    })),
    { path: ["monitoring", "throttleAlarms", "stages"], names: monitoring.throttleAlarms?.stages ?? [] },
    ...Object.entries(vercel.projects).map(([name, { previews }]) => ({
      path: ["vercel", "projects", name, "previews", "stages"],
      names: previews.stages,
    })),
    ...parity.allow.map(({ stages }, index) => ({ path: ["parity", "allow", index, "stages"], names: stages })),
    ...drift.allow.map(({ stages }, index) => ({
      path: ["drift", "allow", index, "stages"],
      names: stages,
      others: [shortStackName(aws.accountStack)],
    })),
  ];
}
