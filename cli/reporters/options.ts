import type { Report } from "../../core/findings/report.ts";

export interface ReportOptions {
  /** Columns of the terminal. @default 80 */
  readonly width: number;
  /** ANSI colours, for the terminal only. @default false */
  readonly color: boolean;
  /** `values` leaves out every value, also from messages. @default "none" */
  readonly redact: "none" | "values";
  /** Path of Pulumi.yaml from the repository's root: where annotations and SARIF results point. @default "Pulumi.yaml" */
  readonly projectFile: string;
  /** Heading of the page and of the comment. @default what the report is about, for example "Parity of dev and prod" */
  readonly title: string;
  /** Tells several living comments of one kind apart, for example the stack's name. @default "" */
  readonly commentKey: string;
  /** Version of stagekeeper, for SARIF. @default left out */
  readonly version: string;
}

export const DEFAULT_OPTIONS: ReportOptions = {
  width: 80,
  color: false,
  redact: "none",
  projectFile: "Pulumi.yaml",
  title: "",
  commentKey: "",
  version: "",
};

/** A format: the same report and options always give the same text. */
export type Reporter = (report: Report, options: ReportOptions) => string;
