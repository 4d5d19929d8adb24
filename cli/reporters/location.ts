import type { Finding, Report } from "../../core/findings/report.ts";
import type { ReportOptions } from "./options.ts";

/**
 * The file to look at: the stage's own where exactly one stage stands out, or has drifted, else the project's. Findings have no line:
 * they are about what is deployed.
 */
export function fileOf(finding: Finding, report: Report, { projectFile }: ReportOptions): string {
  if (finding.stage !== undefined) return stageFile(projectFile, finding.stage);
  const [stage, ...others] = finding.standsOut;
  const isOneStage = stage !== undefined && others.length === 0 && report.stages.includes(stage);
  // A state file of another project says nothing about the files here.
  return isOneStage && report.source !== "state" ? stageFile(projectFile, stage) : projectFile;
}

/** `infra/Pulumi.yaml` and `prod` give `infra/Pulumi.prod.yaml`. */
function stageFile(projectFile: string, stage: string): string {
  return projectFile.replace(/(\.ya?ml)?$/, (ending) => `.${stage}${ending}`);
}
