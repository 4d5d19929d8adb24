import type { Command } from "commander";
import { type FailOn, failOnValues } from "../core/findings/verdict.ts";
import { UserError } from "../core/user-error.ts";
import { REPORT_FORMATS, type ReportFormat } from "./reporters/formats.ts";

/** The flags that every command with a report has. */
export interface ReportFlags {
  readonly format: ReportFormat;
  readonly outputs: readonly ReportOutput[];
  readonly failOn: FailOn;
  readonly redact: "none" | "values";
  readonly allowIncomplete: boolean;
}

/** A report in a file, beside the one on standard output. */
export interface ReportOutput {
  readonly format: ReportFormat;
  readonly file: string;
}

/** File endings that say the format where `--output` does not. */
const formatByEnding: Readonly<Record<string, ReportFormat>> = {
  json: "json",
  md: "markdown",
  html: "html",
  sarif: "sarif",
  txt: "table",
};

/** @param formats that the command has a report in */
export function addReportFlags(command: Command, formats: readonly string[] = REPORT_FORMATS): Command {
  return command
    .option("--format <format>", `what goes to standard output: ${formats.join(", ")}`, "table")
    .option("--output <[format:]file>", "write the report to a file as well (repeatable)", collect)
    .option("--fail-on <severity>", `exit with 1 from this severity on: ${failOnValues.join(", ")}`, "error")
    .option("--redact <what>", "values: leave out all values; none: show them, also in issues of a public repository")
    .option("--allow-incomplete", "judge what could be read instead of exiting with 2");
}

/** For an option that may be given several times. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

/** Reads the flags as typed; a word that is none of the choices is an error that lists them. */
export function readReportFlags(written: Readonly<Record<string, unknown>>): ReportFlags {
  const format = choice("--format", written["format"], REPORT_FORMATS);
  return {
    format,
    outputs: ((written["output"] ?? []) as readonly string[]).map((text) => readOutput(text, format)),
    failOn: choice("--fail-on", written["failOn"], failOnValues),
    redact:
      written["redact"] === undefined ? "none" : choice("--redact", written["redact"], ["values", "none"] as const),
    allowIncomplete: written["allowIncomplete"] === true,
  };
}

function readOutput(text: string, otherwise: ReportFormat): ReportOutput {
  const [, format, file] = /^([a-z]+):(.+)$/s.exec(text) ?? [];
  if (format !== undefined && file !== undefined && isOneOf(REPORT_FORMATS, format)) return { format, file };
  const ending = text.slice(text.lastIndexOf(".") + 1);
  return { format: formatByEnding[ending] ?? otherwise, file: text };
}

export function choice<T extends string>(flag: string, given: unknown, allowed: readonly T[]): T {
  if (typeof given === "string" && isOneOf(allowed, given)) return given;
  throw new UserError(`${flag} ${String(given)} is not known`, `Use one of: ${allowed.join(", ")}`);
}

function isOneOf<T extends string>(allowed: readonly T[], given: string): given is T {
  return (allowed as readonly string[]).includes(given);
}
