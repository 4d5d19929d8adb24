/** What goes into a comparison. What comes out is the report of `core/findings/report.ts`. */
import type { AllowanceInput } from "../findings/allowances.ts";
import type { Incomplete, Source } from "../findings/report.ts";

/** One stage to compare. */
export interface StageInput {
  /** Name of the stage, for example `prod`; unique within one comparison. */
  readonly name: string;
  /** Other words that mean this stage, for example `live`. */
  readonly aliases?: readonly string[];
  /** Stack of the stage, for example `acme/app/prod-eu`; only needed where its URNs do not say it. */
  readonly stack?: string;
  /** A parsed `pulumi stack export` of version 3 or 4, or its `deployment` alone. */
  readonly deployment: unknown;
  /** false: secrets are opaque even where the export holds them in clear. Default: true, except in `desired`. */
  readonly decrypted?: boolean;
}

export interface CompareOptions {
  /** In promotion order: the last one is the protected one, and wins ties. */
  readonly stages: readonly StageInput[];
  readonly source: Exclude<Source, "actual">;
  readonly allowances?: readonly AllowanceInput[];
  /** By secret name: true makes a value shared by two stages an error, false silences it, none is a warning. */
  readonly mustDiffer?: Readonly<Record<string, boolean>>;
  /** `YYYY-MM-DD`: the day on which allowances are judged. */
  readonly today: string;
  /** ISO 8601 in UTC, copied into the report. */
  readonly generatedAt: string;
  /** Digest of a secret's plaintext, only ever compared with others of the same run. Default: SHA-256, kept in memory only. */
  readonly digest?: (plaintext: string) => string;
  /** true: the report holds no values at all. */
  readonly redactValues?: boolean;
  /** Stages that could not be read; copied into the report. */
  readonly incomplete?: readonly Incomplete[];
  /** Names of all stages that exist. Where some are not compared, an allowance that matches nothing is not called unused. */
  readonly configuredStages?: readonly string[];
}
