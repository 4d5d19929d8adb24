/** Three small exports that show every code of `parity`: docs/parity.md says about each what comes out of them. */
import type { AllowanceInput, StageInput } from "../../core/parity/index.ts";

type Fields = Readonly<Record<string, unknown>>;
type Resource = readonly [type: string, name: string, inputs: Fields];

const TABLE = "aws:dynamodb/table:Table";
const QUEUE = "aws:sqs/queue:Queue";
const VARIABLE = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";
const SECRET = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";

const SIGNATURE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const encrypted: unknown = { ...SIGNATURE, ciphertext: "v1:AAAA" };

export function exampleStages(): readonly StageInput[] {
  return [
    stage("dev", [
      [TABLE, "facts", { name: "app-dev-facts", billingMode: "PROVISIONED", ttl: { attributeName: "expires" } }],
      [QUEUE, "jobs", { name: "app-dev-jobs" }],
      [VARIABLE, "API_URL", { value: "https://api.dev.example.com" }],
      [VARIABLE, "SMTP_LOGIN", { value: secret("mailer") }],
      [VARIABLE, "STATUS_URL", { value: "https://status.dev.example.com" }],
      [SECRET, "OPENAI_API_KEY", { value: secret("one-key-for-two") }],
      [SECRET, "STRIPE_KEY", { value: secret("stripe-dev") }],
      [SECRET, "DATABASE_URL", { value: secret("database-dev") }],
    ]),
    stage("staging", [
      [TABLE, "facts", { name: "app-staging-facts", billingMode: "PROVISIONED", ttl: { attributeName: "expires" } }],
      [QUEUE, "jobs", { name: "app-staging-jobs" }],
      [VARIABLE, "API_URL", { value: "https://api.staging.example.com" }],
      [VARIABLE, "SMTP_LOGIN", { value: secret("mailer-2") }],
      [VARIABLE, "STATUS_URL", { value: "https://status.dev.example.com" }],
      [SECRET, "OPENAI_API_KEY", { value: secret("key-of-staging") }],
      [SECRET, "STRIPE_KEY", { value: secret("stripe-staging") }],
      [SECRET, "DATABASE_URL", { value: secret("database-staging") }],
    ]),
    stage(
      "prod",
      [
        [TABLE, "facts", { name: "app-prod-facts", billingMode: "PAY_PER_REQUEST" }],
        [VARIABLE, "API_URL", { value: "https://api.dev.example.com" }],
        [VARIABLE, "SMTP_LOGIN", { value: "mailer-3" }],
        [VARIABLE, "STATUS_URL", { value: "https://status.dev.example.com" }],
        [SECRET, "OPENAI_API_KEY", { value: secret("one-key-for-two") }],
        [SECRET, "STRIPE_KEY", { value: encrypted }],
        [SECRET, "DATABASE_URL", { value: encrypted }],
        [QUEUE, "mail", { name: "app-prod-mail-1" }],
        [QUEUE, "mail", { name: "app-prod-mail-2" }],
      ],
      [[QUEUE, "jobs", { name: "app-prod-jobs" }]],
    ),
  ];
}

export const exampleAllowances: readonly AllowanceInput[] = [
  { address: "*::LOG_LEVEL", reason: "debug logs in dev", owner: "jdoe", origin: "stagekeeper:base.parity.allow[0]" },
  {
    address: "*::facts",
    path: "ttl",
    reason: "prod keeps everything for now",
    owner: "jdoe",
    expires: "2026-11-01",
    origin: "stagekeeper:base.parity.allow[1]",
  },
];

function stage(name: string, resources: readonly Resource[], creating: readonly Resource[] = []): StageInput {
  const state = {
    resources: resources.map((one) => resource(name, one)),
    pending_operations: creating.map((one) => ({ type: "creating", resource: resource(name, one) })),
  };
  return { name, deployment: { version: 3, deployment: state } };
}

function resource(stack: string, [type, name, inputs]: Resource): unknown {
  return { urn: `urn:pulumi:${stack}::app::${type}::${name}`, type, custom: true, id: name, inputs, outputs: {} };
}

function secret(plaintext: string): unknown {
  return { ...SIGNATURE, plaintext: JSON.stringify(plaintext) };
}
