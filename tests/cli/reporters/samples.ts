/** Reports made by hand: every code, every state, both kinds; and large ones made by rule. */
import type { Report, Suppression } from "../../../core/findings/report.ts";
import { ABSENT, finding, PRESENT, report, secret, UNREADABLE, value } from "./builders.ts";

const TABLE = "aws:dynamodb/table:Table";
const VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
const ACTIONS_VARIABLE = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";
const ACTIONS_SECRET = "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret";

const DEBUG_LOGS: Suppression = {
  reason: "debug logs while developing",
  owner: "jdoe",
  expires: "2027-03-31",
  origin: "stagekeeper:base.parity.allow[0]",
};
const ONLY_PROD: Suppression = {
  reason: "stagekeeper:base.pipelines.etl.stages lists prod",
  owner: "",
  expires: null,
  origin: "stagekeeper:base.pipelines.etl.stages",
};

/** Every parity and allowance code and every state of a place. */
export function fullReport(): Report {
  return report(
    [
      finding("parity/different-value", "error", {
        path: "billingMode",
        stages: { dev: value("PROVISIONED"), staging: value("PROVISIONED"), prod: value("PAY_PER_REQUEST") },
        standsOut: ["prod"],
        message: "billingMode is PAY_PER_REQUEST in prod and PROVISIONED in dev and staging.",
        remedy: "Give warehouse.production.tables.facts the same billing in every stage, or allow the difference.",
      }),
      finding("parity/missing-property", "error", {
        path: "globalSecondaryIndexes[0]",
        stages: {
          dev: value({ name: "by-day", hashKey: "day", projectionType: "ALL" }),
          staging: ABSENT,
          prod: ABSENT,
        },
        standsOut: ["dev"],
        message: "Only dev has globalSecondaryIndexes[0].",
        remedy: "Move the index by-day from stagekeeper:stage of dev to stagekeeper:base.",
      }),
      finding("parity/missing-resource", "error", {
        address: `${TABLE}::checked`,
        stages: { dev: PRESENT, staging: PRESENT, prod: ABSENT },
        standsOut: ["prod"],
        message: "prod has no table checked.",
        remedy: "Deploy prod, or declare the table in every stage.",
      }),
      finding("parity/foreign-stage", "error", {
        address: `${VARIABLE}::API_URL`,
        path: "value",
        stages: {
          dev: value("https://api.dev.acme.example/v1"),
          staging: value("https://api.staging.acme.example/v1"),
          prod: value("https://api.dev.acme.example/v1"),
        },
        standsOut: ["prod"],
        message: "prod's API_URL names dev.",
        remedy: "Point API_URL of prod at prod.",
      }),
      finding("parity/different-value", "error", {
        address: `${VARIABLE}::FACTS_TABLE`,
        path: "value",
        stages: {
          dev: value("arn:aws:dynamodb:eu-central-1:123456789012:table/agent-ops-dev-facts"),
          staging: value("arn:aws:dynamodb:eu-central-1:123456789012:table/agent-ops-staging-facts"),
          prod: value("arn:aws:dynamodb:eu-central-1:123456789012:table/agent-ops-prod-checked"),
        },
        standsOut: ["prod"],
        message: "prod's FACTS_TABLE refers to the table checked, the others to facts.",
        remedy: "Point FACTS_TABLE of prod at the table facts.",
      }),
      finding("parity/secrecy-mismatch", "error", {
        address: `${ACTIONS_SECRET}::OPENAI_API_KEY`,
        path: "plaintextValue",
        stages: { dev: PRESENT, staging: secret("A"), prod: secret("B") },
        standsOut: ["dev"],
        message: "OPENAI_API_KEY is plain in dev and secret in staging and prod.",
        remedy: "Set it with pulumi config set --secret in dev, and rotate the value.",
      }),
      finding("parity/shared-secret", "warning", {
        address: `${ACTIONS_SECRET}::DATABASE_URL`,
        path: "plaintextValue",
        stages: { dev: secret("A"), staging: secret("B"), prod: secret("B") },
        standsOut: ["staging", "prod"],
        message: "staging and prod use the same DATABASE_URL.",
        remedy: "Create one for staging, or set mustDiffer: false.",
      }),
      finding("parity/unreadable", "warning", {
        address: `${ACTIONS_SECRET}::WEBHOOK_TOKEN`,
        path: "plaintextValue",
        stages: { dev: secret("A"), staging: UNREADABLE, prod: UNREADABLE },
        standsOut: ["staging", "prod"],
        message: "WEBHOOK_TOKEN could not be read in staging and prod, so it is unknown whether it differs.",
        remedy: "Set STAGEKEEPER_PASSPHRASE_STAGING and STAGEKEEPER_PASSPHRASE_PROD.",
      }),
      finding("parity/unverified", "error", {
        address: `${VARIABLE}::DATABASE_URL`,
        path: "value",
        stages: { dev: secret("A"), staging: secret("B"), prod: UNREADABLE },
        standsOut: ["prod"],
        message: "DATABASE_URL must differ between stages, and prod's could not be read.",
        remedy: "Set STAGEKEEPER_PASSPHRASE_PROD.",
      }),
      finding("parity/duplicate-address", "warning", {
        address: `${TABLE}::q-<stage>`,
        stages: { dev: PRESENT, staging: PRESENT, prod: PRESENT },
        standsOut: ["staging"],
        message: "Two resources of staging have this address, so they were not compared.",
        remedy: "Give each of them a logical name of its own.",
      }),
      finding("parity/pending-operation", "warning", {
        address: `${TABLE}::raw`,
        stages: { dev: PRESENT, staging: PRESENT, prod: PRESENT },
        standsOut: ["staging"],
        message: "staging's state holds an interrupted update of raw.",
        remedy: "Run pulumi refresh --stack staging.",
      }),
      finding("parity/foreign-stage", "note", {
        address: `${ACTIONS_VARIABLE}::REGISTRY_URL`,
        path: "value",
        stages: {
          dev: value("https://registry.prod.acme.example"),
          staging: value("https://registry.prod.acme.example"),
          prod: value("https://registry.prod.acme.example"),
        },
        standsOut: ["dev", "staging"],
        message: "Every stage's REGISTRY_URL names prod.",
        remedy: "Nothing, where one registry serves all stages.",
      }),
      finding("allowance/expired", "error", {
        address: "",
        message: "The allowance for *::MAX_AGENTS expired on 2026-10-31.",
        remedy: "Remove the difference, or set a new date in stagekeeper:base.parity.allow[2].",
      }),
      finding("allowance/unused", "warning", {
        address: "",
        message: "The allowance for *::OLD_FLAG matches nothing any more.",
        remedy: "Remove stagekeeper:base.parity.allow[1].",
      }),
      finding("parity/different-value", "error", {
        address: `${ACTIONS_VARIABLE}::LOG_LEVEL`,
        path: "value",
        stages: { dev: value("debug"), staging: value("info"), prod: value("info") },
        standsOut: ["dev"],
        suppressed: DEBUG_LOGS,
        message: "LOG_LEVEL is debug in dev and info in staging and prod.",
      }),
      finding("parity/different-value", "error", {
        address: `${VARIABLE}::LOG_LEVEL`,
        path: "value",
        stages: { dev: value("debug"), staging: value("info"), prod: value("info") },
        standsOut: ["dev"],
        suppressed: DEBUG_LOGS,
        message: "LOG_LEVEL is debug in dev and info in staging and prod.",
      }),
      finding("parity/missing-resource", "error", {
        address: "aws:cloudwatch/metricAlarm:MetricAlarm::etl-heartbeat",
        stages: { dev: ABSENT, staging: ABSENT, prod: PRESENT },
        standsOut: ["dev", "staging"],
        suppressed: ONLY_PROD,
        message: "Only prod has the alarm etl-heartbeat.",
      }),
    ],
    { notes: ["Providers: aws 7.48.0, github 6.15.0, vercel 5.4.1 in every stage."] },
  );
}

/** What could be read is clean, prod could not be read. */
export function incompleteReport(): Report {
  return report([], {
    stages: ["dev", "staging", "prod"],
    incomplete: [{ stage: "prod", reason: "the passphrase in STAGEKEEPER_PASSPHRASE_PROD is wrong" }],
  });
}

export function cleanReport(): Report {
  const alarm = fullReport().findings.filter(({ suppressed }) => suppressed === ONLY_PROD);
  return report(alarm);
}

/** Drift has `recorded` and `actual` in place of stages. */
export function driftReport(): Report {
  return report(
    [
      finding("drift/changed", "error", {
        path: "billingMode",
        stages: { recorded: value("PROVISIONED"), actual: value("PAY_PER_REQUEST") },
        standsOut: ["actual"],
        message: "billingMode was changed from PROVISIONED to PAY_PER_REQUEST.",
        remedy: "Run pulumi up --stack prod to restore it, or change the program.",
      }),
      finding("drift/deleted", "error", {
        address: `${ACTIONS_VARIABLE}::LOG_LEVEL`,
        stages: { recorded: PRESENT, actual: ABSENT },
        standsOut: ["actual"],
        message: "LOG_LEVEL was deleted.",
        remedy: "Run pulumi up --stack prod to restore it.",
      }),
      finding("drift/stale-deployment", "warning", {
        address: `${VARIABLE}::API_URL`,
        path: "value",
        stages: { recorded: value("https://api.acme.example"), actual: value("https://api.acme.example") },
        standsOut: ["actual"],
        message: "API_URL is newer than the live deployment.",
        remedy: "Deploy again.",
      }),
      finding("drift/unmanaged", "warning", {
        address: `${VARIABLE}::DEBUG_TOKEN`,
        stages: { recorded: ABSENT, actual: PRESENT },
        standsOut: ["actual"],
        message: "DEBUG_TOKEN exists at Vercel and is declared nowhere.",
        remedy: "Declare and import it, or delete it.",
      }),
    ],
    { kind: "drift", source: "actual", stages: ["prod"] },
  );
}

/** `count` findings, three to a resource, over the given number of stages; a tenth of them allowed. */
export function largeReport(count: number, stageCount = 3): Report {
  const names = ["dev", "staging", "prod", ...Array.from({ length: stageCount }, (_, index) => `region-${index + 1}`)];
  const stages = names.slice(0, stageCount);
  const last = stages.at(-1) ?? "";
  const types = [TABLE, VARIABLE, ACTIONS_VARIABLE, "aws:s3/bucket:Bucket"];
  const paths = ["billingMode", "tags.owner", "value"];
  const findings = Array.from({ length: count }, (_, index) => {
    const resource = Math.floor(index / paths.length);
    const severity = (["error", "error", "warning", "note"] as const)[resource % 4] ?? "error";
    const common = `https://service-${resource}.eu-central-1.acme.example/v1/tables/`;
    return finding(severity === "error" ? "parity/different-value" : "parity/unreadable", severity, {
      address: `${types[resource % types.length]}::resource-${String(resource).padStart(5, "0")}`,
      path: paths[index % paths.length] ?? "value",
      stages: Object.fromEntries(
        stages.map((stage) => [stage, value(stage === last ? `${common}other-${index}` : `${common}same-${index}`)]),
      ),
      standsOut: [last],
      suppressed: index % 10 === 9 ? DEBUG_LOGS : null,
      message: `${last} has another value than the other stages in place ${index}.`,
      remedy: "Give every stage the same value.",
    });
  });
  return report(findings, { stages, summary: { ...report(findings).summary, compared: Math.ceil(count / 3) } });
}
