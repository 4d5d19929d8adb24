/** In the order in which help text lists them. */
export const REPORT_FORMATS = ["table", "json", "markdown", "github", "html", "sarif"] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Formats that point at places in files. */
export const FORMATS_WITH_PLACES: ReadonlySet<ReportFormat> = new Set(["github", "sarif"]);
