/** Generated state exports: the same seed gives the same bytes. */
import { type BenchResource, type Profile, RESOURCES_A_SERVICE, serviceResources } from "./service.ts";

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

const ACCOUNTS: Readonly<Record<string, string>> = {
  dev: "111122223333",
  staging: "222233334444",
  prod: "333344445555",
};
const REGION = "eu-central-1";

/** Every so many services the last stage differs in one place. */
const SERVICES_A_DIFFERENCE = 12;

/** What is planted in the last stage, in turn; the comparison has to find exactly these. */
const DIFFERENCES: readonly { readonly code: string; readonly plant: (resources: BenchResource[]) => void }[] = [
  { code: "parity/different-value", plant: (resources) => change(resources, 0, { billingMode: "PAY_PER_REQUEST" }) },
  { code: "parity/missing-property", plant: (resources) => change(resources, 8, { timeout: undefined }) },
  { code: "parity/missing-resource", plant: (resources) => void resources.splice(9, 1) },
  {
    code: "parity/foreign-stage",
    plant: (resources) => change(resources, 13, { value: "https://api.dev.shop.example.com" }),
  },
  { code: "parity/different-value", plant: (resources) => change(resources, 11, { threshold: 1200 }) },
];

export interface Plan {
  /** Custom resources a stage; rounded up to whole services. */
  readonly resources: number;
  /** In promotion order. */
  readonly stages: readonly string[];
}

/** The codes of all planted differences. */
export function plantedCodes({ resources }: Plan): readonly string[] {
  return Array.from({ length: serviceCount(resources) }, (_, service) => differenceOf(service)?.code ?? "").filter(
    Boolean,
  );
}

/** The text of one stage's export in pieces, as `pulumi stack export --show-secrets` writes it. */
export function* exportText(plan: Plan, stage: string): Generator<string> {
  const profile = stageProfile(stage);
  yield HEAD;
  yield indented(stackResource(stage));
  for (const [resource, service] of resourcesOf(plan, profile, stage))
    yield `,\n${indented(toState(resource, service, stage, profile))}`;
  yield TAIL;
}

/** What a normalised tree has of each resource. */
export type TreeOf = "inputs" | "resources";

/**
 * The same stage as the tree that a generic differ has to be fed with: by address, with the stage's own words, ids and secrets
 * taken out. Either the inputs alone, or with them the outputs that references are resolved by.
 */
export function* normalisedTree(plan: Plan, stage: string, of: TreeOf): Generator<string> {
  let separator = "{";
  for (const [{ type, name, id, inputs, outputs, from }] of resourcesOf(plan, NEUTRAL, stage)) {
    const tree = of === "inputs" ? inputs : { id, inputs, outputs, from };
    yield `${separator}${JSON.stringify(`${type}::${name}`)}:${JSON.stringify(tree)}`;
    separator = ",\n";
  }
  yield "}";
}

function* resourcesOf(plan: Plan, profile: Profile, stage: string): Generator<readonly [BenchResource, number]> {
  const last = plan.stages.at(-1) === stage;
  for (let service = 0; service < serviceCount(plan.resources); service++) {
    const resources = [...serviceResources(service, profile)];
    if (last) differenceOf(service)?.plant(resources);
    for (const resource of resources) yield [resource, service];
  }
}

function serviceCount(resources: number): number {
  return Math.ceil(resources / RESOURCES_A_SERVICE);
}

function differenceOf(service: number): (typeof DIFFERENCES)[number] | undefined {
  const turn = service % SERVICES_A_DIFFERENCE;
  return turn === SERVICES_A_DIFFERENCE - 1
    ? DIFFERENCES[Math.floor(service / SERVICES_A_DIFFERENCE) % DIFFERENCES.length]
    : undefined;
}

function change(resources: BenchResource[], index: number, inputs: Readonly<Record<string, unknown>>): void {
  const resource = resources[index];
  if (resource) resources[index] = { ...resource, inputs: { ...resource.inputs, ...inputs } };
}

function stageProfile(name: string): Profile {
  return {
    name,
    account: ACCOUNTS[name] ?? "444455556666",
    region: REGION,
    id: (prefix, of) => `${prefix}-${hexOf(`${name} ${prefix} ${of}`)}`,
    secret: (plaintext) => ({ [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: JSON.stringify(plaintext) }),
  };
}

const NEUTRAL: Profile = {
  name: "<stage>",
  account: "<account>",
  region: "<region>",
  id: (prefix, of) => `<${prefix} of ${of}>`,
  secret: () => "<secret>",
};

/** Seventeen hex digits from FNV-1a, as AWS's ids have. */
function hexOf(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    low = Math.imul(low ^ text.charCodeAt(index), 0x01000193) >>> 0;
    high = Math.imul(high ^ low, 0x85ebca6b) >>> 0;
  }
  return `${low.toString(16).padStart(8, "0")}${high.toString(16).padStart(8, "0")}0`;
}

function urnOf(stage: string, service: number | null, address: string): string {
  const parent = service === null ? "" : "acme:shop:Service$";
  return `urn:pulumi:${stage}::shop::${parent}${address}`;
}

function stackResource(stage: string): unknown {
  return { urn: urnOf(stage, null, `pulumi:pulumi:Stack::shop-${stage}`), custom: false, type: "pulumi:pulumi:Stack" };
}

function toState(resource: BenchResource, service: number, stage: string, profile: Profile): unknown {
  const { type, name, id, inputs, outputs, from } = resource;
  const unique = name.startsWith("svc") ? name : `svc${service}-${name}`;
  const dependencies = Object.values(from).map((address) => urnOf(stage, service, address));
  const time = `2026-0${(service % 9) + 1}-11T09:${String(service % 60).padStart(2, "0")}:00.${profile.account}Z`;
  return {
    urn: urnOf(stage, service, `${type}::${unique}`),
    custom: true,
    id,
    type,
    inputs: sorted(inputs),
    outputs: sorted(outputs),
    parent: urnOf(stage, null, `acme:shop:Service::svc${service}`),
    ...(dependencies.length > 0 ? { dependencies } : {}),
    provider: `${urnOf(stage, null, "pulumi:providers:aws::aws")}::${hexOf(stage)}`,
    propertyDependencies: Object.fromEntries(
      Object.keys(inputs)
        .filter((key) => key !== "__defaults")
        .sort()
        .map((key) => [key, from[key] ? [urnOf(stage, service, from[key])] : []]),
    ),
    created: time,
    modified: time,
    sourcePosition: `project:///src/services/worker/component.ts#${service},12`,
    stackTrace: STACK_TRACE,
  };
}

const STACK_TRACE = Array.from({ length: 14 }, (_, frame) =>
  frame % 5 === 4
    ? {}
    : {
        sourcePosition: `project:///../../node_modules/@acme/infrastructure/components/service/part-${frame}.ts#${40 * frame},18`,
      },
);

function sorted(map: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Go's encoder indents by four spaces and writes `<`, `>` and `&` as escapes. */
function indented(resource: unknown): string {
  const text = JSON.stringify(resource, null, 4).replaceAll(
    /[<>&]/g,
    (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`,
  );
  return `            ${text.replaceAll("\n", "\n            ")}`;
}

const HEAD = `{
    "version": 3,
    "deployment": {
        "manifest": {
            "time": "2026-03-01T10:00:00.123456789Z",
            "magic": "2c6a5e1bb0d3a4f1c88f7a3d4bd4a2e30c8e9c7f0fdf3a37e6c5cf9f6a7a1f2b",
            "version": "v3.259.0"
        },
        "secrets_providers": {
            "type": "passphrase",
            "state": {
                "salt": "v1:aQTz+GAvxMw=:v1:wtPPReQCsFlpQtmp:xmGHa8wemVHxAzrWQOPrFPbMsRcWAg=="
            }
        },
        "resources": [
`;

const TAIL = `
        ],
        "metadata": {}
    }
}
`;
