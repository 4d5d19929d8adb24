/** Random applications, rendered as the state exports of their stages, and differences to plant in them. */
import fc from "fast-check";
import type { FindingCode } from "../../../core/findings/report.ts";
import { type LongStage, type ShortResource, secret } from "./short-state.ts";

/** What a property is, whatever the stage. */
export type Property =
  | { readonly kind: "same"; readonly value: string | number | boolean }
  | { readonly kind: "own"; readonly path: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "set"; readonly items: readonly string[] }
  | { readonly kind: "map"; readonly items: Readonly<Record<string, string>> }
  | { readonly kind: "json"; readonly items: readonly string[] }
  | { readonly kind: "secret" }
  | { readonly kind: "reference" };

export interface ModelResource {
  readonly type: "Queue" | "Table" | "GitHubSecret" | "VercelVariable";
  readonly name: string;
  /** Whether the stage's name is part of the logical name. */
  readonly staged: boolean;
  readonly properties: Readonly<Record<string, Property>>;
}

export type Model = readonly ModelResource[];

// Letters that make up no stage's name, so that only the model decides where a stage is named.
const word = fc.stringMatching(/^[klmnxyz]{4,9}$/);

const property: fc.Arbitrary<Property> = fc.oneof(
  fc.record({ kind: fc.constant("same" as const), value: fc.oneof(word, fc.integer(), fc.boolean()) }),
  fc.record({ kind: fc.constant("own" as const), path: word }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(word, { minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant("set" as const), items: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }) }),
  fc.record({
    kind: fc.constant("map" as const),
    items: fc.dictionary(word, word, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  }),
  fc.record({ kind: fc.constant("json" as const), items: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }) }),
  fc.constant({ kind: "secret" as const }),
  fc.constant({ kind: "reference" as const }),
);

export const model: fc.Arbitrary<Model> = fc
  .uniqueArray(
    fc.record({
      type: fc.constantFrom("Queue" as const, "Table" as const, "GitHubSecret" as const, "VercelVariable" as const),
      name: word,
      staged: fc.boolean(),
      properties: fc.dictionary(word, property, { maxKeys: 5, noNullPrototype: true }),
    }),
    { minLength: 1, maxLength: 8, selector: (resource) => resource.name },
  )
  .map((resources) => [TARGET, OTHER_TARGET, ...resources]);

const TARGET: ModelResource = { type: "Queue", name: "target", staged: false, properties: {} };
const OTHER_TARGET: ModelResource = { type: "Queue", name: "elsewhere", staged: false, properties: {} };

/** The stage's export; generated ids and secrets are its own. */
export function renderStage(resources: Model, stage: string): LongStage & { readonly resources: ShortResource[] } {
  return { stack: stage, resources: resources.map((resource) => renderResource(resource, stage)) };
}

function renderResource({ type, name, staged, properties }: ModelResource, stage: string): ShortResource {
  const inputs: Record<string, unknown> = {};
  const from: Record<string, string[]> = {};
  for (const [key, value] of Object.entries(properties)) {
    Object.assign(inputs, renderProperty(key, value, stage, `${name}.${key}`));
    if (value.kind === "reference") from[key] = ["Queue::target"];
  }
  return { is: `${type}::${staged ? `${name}-${stage}` : name}`, id: generatedId(name, stage), inputs, from };
}

function generatedId(name: string, stage: string): string {
  return `id${[...`${name}${stage}`].map((letter) => letter.charCodeAt(0).toString(36)).join("")}`;
}

function renderProperty(key: string, value: Property, stage: string, seed: string): Record<string, unknown> {
  switch (value.kind) {
    case "same":
      return { [key]: value.value };
    case "own":
      return { [key]: `https://${stage}.acme.com/${value.path}` };
    case "list":
      return { [key]: value.items };
    case "set":
      return { [key]: { targets: [...value.items, `x-${stage}`] } };
    case "map":
      return { [key]: { ...value.items, [`${stage}-key`]: "same" } };
    case "json":
      return { [key]: JSON.stringify({ Statement: [{ Action: value.items, Resource: `app-${stage}-table` }] }) };
    case "secret":
      return { [key]: secret({ plaintext: JSON.stringify(`secret ${seed} of ${stage}`) }) };
    case "reference":
      return { [key]: generatedId("target", stage) };
  }
}

/** One resource with one thing wrong in one stage, and the finding it must give. */
export interface Planted {
  readonly resource: ModelResource;
  readonly code: FindingCode;
  readonly path: string;
  /** Stages that stand out. */
  readonly standsOut: readonly string[];
  /** Makes the difference in the stage's export. */
  readonly spoil: (resource: ShortResource, ofStages: readonly ShortResource[], stage: string) => ShortResource | null;
  readonly stage: string;
}

const PLANTS = {
  "missing resource": plant("parity/missing-resource", { kind: "same", value: "kkkk" }, () => null, ""),
  "missing property": plant("parity/missing-property", { kind: "own", path: "kkkk" }, () => undefined),
  text: plant("parity/different-value", { kind: "same", value: "kkkk" }, () => "llll"),
  number: plant("parity/different-value", { kind: "same", value: 1 }, () => "1"),
  "foreign stage": plant("parity/foreign-stage", { kind: "own", path: "kkkk" }, (_value, other) => other),
  secrecy: plant("parity/secrecy-mismatch", { kind: "secret" }, () => "plain"),
  "shared secret": plant("parity/shared-secret", { kind: "secret" }, (_value, other) => other),
  unreadable: plant("parity/unreadable", { kind: "secret" }, () => secret({ ciphertext: "v1:xyz" })),
  list: plant("parity/different-value", { kind: "list", items: ["kkkk", "llll"] }, () => ["kkkk", "mmmm"], "spoilt[1]"),
  set: plant(
    "parity/different-value",
    { kind: "set", items: ["kkkk"] },
    () => ({ targets: ["mmmm"] }),
    "spoilt.targets",
  ),
  json: plant("parity/different-value", { kind: "json", items: ["kkkk"] }, () => '{"Statement":[]}'),
  reference: plant("parity/different-value", { kind: "reference" }, (_value, _other, stage) =>
    generatedId("elsewhere", stage),
  ),
};

type Spoil = (value: unknown, other: unknown, stage: string) => unknown;

function plant(code: FindingCode, spoilt: Property, spoil: Spoil, path = "spoilt") {
  return { code, spoilt, spoil, path };
}

/** Mixed differences, each in a resource of its own, for stages of these names. */
export function plantedIn(stages: readonly string[]): fc.Arbitrary<readonly Planted[]> {
  const one = fc.record({
    kind: fc.constantFrom(...(Object.keys(PLANTS) as (keyof typeof PLANTS)[])),
    staged: fc.boolean(),
    stage: fc.constantFrom(...stages),
  });
  return fc
    .array(one, { maxLength: 12 })
    .map((plants) => plants.map(({ kind, staged, stage }, index) => toPlanted(kind, staged, stage, stages, index)));
}

function toPlanted(
  kind: keyof typeof PLANTS,
  staged: boolean,
  stage: string,
  stages: readonly string[],
  index: number,
): Planted {
  const { code, spoilt, spoil, path } = PLANTS[kind];
  const otherAt = stages.findIndex((other) => other !== stage);
  const shares = code === "parity/shared-secret";
  return {
    resource: { type: "Table", name: `planted${index}`, staged, properties: { spoilt } },
    code,
    path,
    stage,
    standsOut: shares ? stages.filter((name, position) => name === stage || position === otherAt) : [stage],
    spoil: (resource, ofStages, spoiltStage) => {
      if (kind === "missing resource") return null;
      const { spoilt: value, ...inputs } = resource.inputs ?? {};
      const changed = spoil(value, ofStages[otherAt]?.inputs?.["spoilt"], spoiltStage);
      const from = kind === "reference" ? { spoilt: ["Queue::elsewhere"] } : (resource.from ?? {});
      return { ...resource, from, inputs: changed === undefined ? inputs : { ...inputs, spoilt: changed } };
    },
  };
}
