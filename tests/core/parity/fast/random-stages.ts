/** Random stages whose inputs are made of everything that makes equal bytes unequal, or unequal bytes equal. */
import fc from "fast-check";
import { SIGNATURES, secret, signed } from "../short-state.ts";

export interface RandomStage {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly deployment: unknown;
}

const STAGE_SETS: readonly (readonly string[])[] = [
  ["dev", "prod"],
  ["dev", "staging", "prod"],
  ["dev-eu", "prod-eu"],
  ["eu", "eu-dev"],
  ["de", "dev", "devel"],
  ["test", "test.k"],
];

/** `{stage}` and the like are filled in by stage; the rest stands in all of them as it is. */
const TEXTS: readonly string[] = [
  "x",
  "",
  " ",
  "{stage}",
  "{other}",
  "app-{stage}-raw",
  "app-{other}-raw",
  "app-{stage}-{other}",
  "{stage}.{stage}",
  "{stage}-x_{stage}",
  "{STAGE}_KEY",
  "product",
  "devices",
  "dev",
  "prod",
  "https://{stage}.acme.dev/x",
  "https://dev.acme.com/x",
  "https://prod-eu.acme.com:8080/dev",
  "api.dev.acme.com",
  "api.prod",
  "arn:aws:s3:::app-dev-raw",
  "arn:aws:sns:{region}:{account}:alerts-{stage}",
  "arn:aws:sns:eu-west-1:111111111111:alerts",
  "{account}",
  "[{account}]",
  '["{stage}"]',
  '{"a":"{stage}","b":[1,2]}',
  '{"Statement":[{"Action":["b","a"],"Resource":"arn:aws:s3:::app-{stage}-raw"}]}',
  '{"Statement":[{"Action":["a","b"],"Resource":["arn:aws:s3:::app-{stage}-raw"]}]}',
  '{"url":"https://dev.acme.com"}',
  '{"{stage}":1}',
  "line\n{stage}",
  "\ndev.acme.com",
  "a<b>&{stage}",
  "é{stage}",
  "{stage}é.acme.com",
  "\u212aey.test.\u212a.com",
  "{id0}",
  "{id1}",
  "{id2}",
  "{arn0}",
  "{arn1}",
  "x/{id0}/{stage}",
  "{name}-{hex}",
  "{region}",
  "{region}a",
  "eu-central-1b",
  "\\{stage}",
  "{stage}\\",
  "4dabf18193072939515e22adb298388d",
];

const KEYS: readonly string[] = [
  "a",
  "name",
  "value",
  "sensitive",
  "targets",
  "Statement",
  "Resource",
  "policy",
  "{stage}",
  "dev",
  "x.dev",
  "url",
  "é",
  'q"k',
  "__defaults",
  "__internal",
  "__proto__",
  "arn",
];

const TYPES: readonly string[] = [
  "aws:sqs/queue:Queue",
  "aws:dynamodb/table:Table",
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  "pulumi:providers:aws",
  "pulumi:pulumi:StackReference",
  "acme:index:Component",
];

type Leaf = { readonly text: string } | { readonly secret: string } | { readonly other: unknown };
type Template =
  | Leaf
  | { readonly list: readonly Template[] }
  | { readonly map: readonly (readonly [string, Template])[] };

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ text: fc.constantFrom(...TEXTS) }) },
  { weight: 1, arbitrary: fc.record({ secret: fc.constantFrom("one", "two", "{stage}", "", "dev.acme.com") }) },
  {
    weight: 3,
    arbitrary: fc.record({
      other: fc.constantFrom<unknown>(
        0,
        1.5e300,
        -2,
        true,
        false,
        null,
        [],
        {},
        secret({ ciphertext: "v1:abc" }),
        signed("asset", { hash: "abc" }),
        { "4dabf18193072939515e22adb298388d": SIGNATURES.output, value: "dev.acme.com" },
        { "4dabf18193072939515e22adb298388d": SIGNATURES.output },
      ),
    }),
  },
);

const { template } = fc.letrec<{ template: Template }>((tie) => ({
  template: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 6, arbitrary: leaf },
    { weight: 1, arbitrary: fc.record({ list: fc.array(tie("template"), { maxLength: 3 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({ map: fc.array(fc.tuple(fc.constantFrom(...KEYS), tie("template")), { maxLength: 4 }) }),
    },
  ),
}));

const inputs = fc.array(fc.tuple(fc.constantFrom(...KEYS), template), { maxLength: 5 });
const rarely = fc.nat({ max: 9 }).map((number) => number === 0);

const resource = fc.record({
  type: fc.constantFrom(...TYPES),
  name: fc.constantFrom("q", "r", "q-{stage}", "{stage}", "dev", "x-{other}"),
  chain: fc.constantFrom("", "", "", "acme:index:Parent$"),
  inputs,
  outputs: fc.array(fc.tuple(fc.constantFrom("arn", "url", "name", "id", "nested"), template), { maxLength: 3 }),
  id: fc.constantFrom(undefined, "{stage}-id", "id-{hex}", "same-id-of-all", "{name}", "app-{stage}-raw"),
  from: fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.nat({ max: 3 })), { maxLength: 3 }),
  dependsOn: fc.option(fc.nat({ max: 3 }), { nil: undefined, freq: 4 }),
  external: rarely,
  waitsForDeletion: rarely,
  custom: rarely.map((component) => !component),
  secretOutputs: fc.option(fc.constant(["value"]), { nil: undefined, freq: 5 }),
});
type RandomResource = typeof resource extends fc.Arbitrary<infer T> ? T : never;

/** A resource of one stage made otherwise, or left out. */
const change = fc.record({
  stage: fc.nat({ max: 2 }),
  resource: fc.nat({ max: 7 }),
  to: fc.oneof(
    fc.constant("left out" as const),
    fc.record({ key: fc.constantFrom(...KEYS), value: fc.option(template, { nil: undefined }) }),
  ),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

export const randomStages: fc.Arbitrary<readonly RandomStage[]> = fc
  .record({
    names: fc.constantFrom(...STAGE_SETS),
    resources: fc.array(resource, { minLength: 1, maxLength: 8 }),
    changes: fc.array(change, { maxLength: 3 }),
    oneAccount: fc.boolean(),
    stack: fc.constantFrom("{stage}", "acme-{stage}", "main"),
    aliases: fc.constantFrom([], ["live"], ["app"]),
    pending: fc.option(fc.nat({ max: 2 }), { nil: undefined, freq: 5 }),
  })
  .map(({ names, resources, changes, oneAccount, stack, aliases, pending }) =>
    names.map((name, stage) => {
      const fill = (text: string) => fillIn(text, names, stage, oneAccount);
      const urns = resources.map(({ type, name: written, chain }) =>
        fill(`urn:pulumi:${stack}::app::${chain}${type}::${written}`),
      );
      const made = resources.flatMap((one, index) => {
        const ofOne = changes.filter((each) => each.stage === stage && each.resource === index);
        if (ofOne.some(({ to }) => to === "left out") && resources.length > 1) return [];
        return [render(one, urns, index, ofOne, fill)];
      });
      const operations =
        pending === stage ? [{ resource: { urn: urns[0], custom: true, type: "t" }, type: "creating" }] : null;
      return {
        name,
        aliases: stage === names.length - 1 ? aliases : [],
        deployment: {
          version: 3,
          deployment: {
            manifest: { time: "2026-01-01T00:00:00Z" },
            resources: made.length > 0 ? made : [render({ ...FILLER }, urns, 0, [], fill)],
            ...(operations ? { pending_operations: operations } : {}),
          },
        },
      };
    }),
  );

const FILLER: RandomResource = {
  type: "acme:index:Component",
  name: "x-{other}",
  chain: "",
  inputs: [],
  outputs: [],
  id: undefined,
  from: [],
  dependsOn: undefined,
  external: false,
  waitsForDeletion: false,
  custom: false,
  secretOutputs: undefined,
};

function render(
  one: RandomResource,
  urns: readonly string[],
  index: number,
  changes: readonly Change[],
  fill: (text: string) => string,
): Record<string, unknown> {
  const named = (text: string) => fill(text.replaceAll("{name}", one.name));
  const written = new Map(one.inputs);
  for (const { to } of changes) {
    if (to === "left out") continue;
    if (to.value === undefined) written.delete(to.key);
    else written.set(to.key, to.value);
  }
  const from = one.from.flatMap(([key, target]) => (urns[target] === undefined ? [] : [[named(key), [urns[target]]]]));
  return {
    urn: urns[index],
    custom: one.custom,
    ...(one.waitsForDeletion ? { delete: true } : {}),
    ...(one.id === undefined ? {} : { id: named(one.id) }),
    type: one.type,
    ...(written.size > 0 ? { inputs: renderMap([...written], named) } : {}),
    ...(one.outputs.length > 0 ? { outputs: renderMap(one.outputs, named) } : {}),
    ...(one.external ? { external: true } : {}),
    ...(one.dependsOn === undefined ? {} : { dependencies: [urns[one.dependsOn] ?? "urn:gone"] }),
    ...(from.length > 0 ? { propertyDependencies: Object.fromEntries(from) } : {}),
    ...(one.secretOutputs ? { additionalSecretOutputs: one.secretOutputs } : {}),
  };
}

function renderMap(entries: readonly (readonly [string, Template])[], named: (text: string) => string): unknown {
  const sorted = entries
    .map(([key, value]) => [named(key), renderTemplate(value, named)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  // Unlike an assignment, this makes an own property of `__proto__`.
  return Object.fromEntries(sorted);
}

function renderTemplate(value: Template, named: (text: string) => string): unknown {
  if ("text" in value) return named(value.text);
  if ("secret" in value) return secret({ plaintext: JSON.stringify(named(value.secret)) });
  if ("list" in value) return value.list.map((item) => renderTemplate(item, named));
  if ("map" in value) return renderMap(value.map, named);
  return value.other;
}

function fillIn(text: string, names: readonly string[], stage: number, oneAccount: boolean): string {
  const name = names[stage] ?? "";
  const account = String(oneAccount ? 1 : stage + 1).repeat(12);
  return text
    .replaceAll("{stage}", name)
    .replaceAll("{STAGE}", name.toUpperCase())
    .replaceAll("{other}", names[(stage + 1) % names.length] ?? "")
    .replaceAll("{account}", account)
    .replaceAll("{region}", stage === 0 ? "eu-west-1" : "eu-central-1")
    .replaceAll("{hex}", `${stage}abcde${stage}`)
    .replaceAll(/\{id(\d)\}/g, (_match, target) => (target === "0" ? `${name}-id` : `id-${stage}abcde${stage}`))
    .replaceAll(/\{arn(\d)\}/g, (_match, target) => `arn:aws:sns:eu-west-1:${account}:t${target}-${name}`);
}
