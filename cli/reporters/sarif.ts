/**
 * SARIF 2.1.0, as GitHub code scanning and other viewers read it.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import type {
  Invocation,
  Location,
  Log,
  Notification,
  ReportingDescriptor,
  Result,
  Suppression as SarifSuppression,
} from "sarif";
import type { Finding, FindingCode, Report } from "../../core/findings/report.ts";
import { fileOf } from "./location.ts";
import { cellOf, columnsOf } from "./matrix.ts";
import type { ReportOptions } from "./options.ts";
import { RULES } from "./rules.ts";
import { visible } from "./text.ts";
import { notesOf } from "./words.ts";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

export function renderSarif(report: Report, options: ReportOptions): string {
  const codes = [...new Set(report.findings.map((finding) => finding.code))].sort();
  const columns = columnsOf(report);
  const log: Log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "stagekeeper", ...versionOf(options), rules: codes.map(ruleOf) } },
        automationDetails: { id: categoryOf(report) },
        invocations: [invocationOf(report)],
        results: report.findings.map((finding) => resultOf(finding, codes, columns, report, options)),
        properties: { stages: report.stages, source: report.source, summary: report.summary },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function versionOf({ version }: ReportOptions): { readonly version?: string } {
  return version === "" ? {} : { version };
}

function ruleOf(id: FindingCode): ReportingDescriptor {
  const { title, meaning, help } = RULES[id];
  return {
    id,
    name: title.replace(/(?:^|\s)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: meaning },
    fullDescription: { text: `${meaning} ${help}` },
    help: { text: help, markdown: help },
  };
}

/** An upload replaces the last one of its category: each stage's job has one of its own. */
function categoryOf({ kind, stages }: Report): string {
  const [stage, ...others] = stages;
  return kind === "drift" && stage !== undefined && others.length === 0
    ? `stagekeeper/${kind}/${stage}/`
    : `stagekeeper/${kind}/`;
}

/** A report that could not read everything did not execute successfully, whatever it found in the rest. */
function invocationOf(report: Report): Invocation {
  const notes = notesOf(report).map((note): Notification => ({ level: "note", message: { text: plain(note) } }));
  const unread = report.incomplete.map(
    ({ stage, reason }): Notification => ({
      level: "error",
      message: { text: plain(`${stage} could not be read: ${reason}`) },
    }),
  );
  return {
    executionSuccessful: report.incomplete.length === 0,
    endTimeUtc: report.generatedAt,
    toolExecutionNotifications: [...unread, ...notes],
  };
}

function resultOf(
  finding: Finding,
  codes: readonly FindingCode[],
  columns: readonly string[],
  report: Report,
  options: ReportOptions,
): Result {
  const { code, severity, message, remedy, suppressed, path, stage } = finding;
  const fingerprint = stage === undefined ? finding.fingerprint : `${stage}:${finding.fingerprint}`;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: plain(sentences(message, remedy)) },
    locations: [locationOf(finding, report, options)],
    // Without the second, GitHub hashes the line, and every finding in Pulumi.yaml would be the same alert.
    partialFingerprints: { "stagekeeper/v1": fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
    // Present also when empty: it then says "not suppressed" (section 3.27.23).
    suppressions: suppressed === null ? [] : [suppressionOf(suppressed)],
    properties: {
      path,
      ...(stage === undefined ? {} : { stage }),
      standsOut: finding.standsOut,
      stages: columns.map((column) => ({ stage: column, holds: cellOf(finding, column).text })),
      remedy,
    },
  };
}

function locationOf(finding: Finding, report: Report, options: ReportOptions): Location {
  const uri = encodeURI(visible(fileOf(finding, report, options)));
  const physicalLocation = { artifactLocation: { uri }, region: { startLine: 1 } };
  const { address, path, stage } = finding;
  if (address === "") return { physicalLocation };
  const name = path === "" ? address.slice(address.lastIndexOf("::") + 2) : path;
  const resource = stage === undefined ? address : `${stage}/${address}`;
  const fullyQualifiedName = path === "" ? resource : `${resource}.${path}`;
  return {
    physicalLocation,
    logicalLocations: [{ name, fullyQualifiedName, kind: path === "" ? "resource" : "property" }],
  };
}

function suppressionOf({ reason, owner, expires, origin }: NonNullable<Finding["suppressed"]>): SarifSuppression {
  return { kind: "external", status: "accepted", justification: reason, properties: { owner, expires, origin } };
}

/** A viewer shows one text: the message, then what to do. */
function sentences(message: string, remedy: string): string {
  if (remedy === "") return message;
  return /[.!?…]$/.test(message) ? `${message} ${remedy}` : `${message}. ${remedy}`;
}

/** Plain text of a message; an embedded link would need `](` (section 3.11.6). */
function plain(text: string): string {
  return visible(text).replaceAll("](", "\\](");
}
