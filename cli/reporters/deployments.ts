import Table from "cli-table3";
import { createColors } from "picocolors";
import type { OutputValue, Progress, Vendor } from "../../core/deployment/progress.ts";

export interface DeploymentView {
  readonly stack: string;
  readonly progress: Progress;
  readonly seconds: number;
  readonly succeeded: boolean;
}

const vendors: readonly { key: Vendor; title: string }[] = [
  { key: "github", title: "GitHub" },
  { key: "vercel", title: "Vercel" },
  { key: "aws", title: "AWS" },
  { key: "other", title: "other" },
];

/** What a deployment into the sandbox left behind, by stage and vendor, and what to try next. */
export function renderDeployments(
  deployments: readonly DeploymentView[],
  { colour, columns }: { colour: boolean; columns: number },
): string {
  const c = createColors(colour);
  const shownVendors = vendors.filter(
    ({ key }) => key !== "other" || deployments.some((d) => d.progress.byVendor.other > 0),
  );
  const table = new Table({
    head: ["Stack", ...shownVendors.map(({ title }) => title), "changed", "seconds", "result"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", ...shownVendors.map(() => "right" as const), "right", "right", "left"],
  });
  for (const { stack, progress, seconds, succeeded } of deployments) {
    const counts = shownVendors.map(({ key }) => String(progress.byVendor[key]));
    table.push([
      c.bold(stack),
      ...counts,
      String(progress.changed),
      seconds.toFixed(1),
      succeeded ? c.green("✔ deployed") : c.red("✖ failed"),
    ]);
  }
  const failed = deployments.filter(({ succeeded }) => !succeeded);
  const sections = [table.toString()];
  sections.push(
    ...deployments.filter(({ succeeded }) => succeeded).map((deployment) => outputsOf(deployment, columns, c.bold)),
  );
  sections.push(
    ...failed.map(({ stack, progress }) => `${c.red(`✖ ${stack}`)}\n${indent(progress.errors.join("\n"))}`),
  );
  sections.push(
    failed.length === 0
      ? nextSteps(c.cyan)
      : "  Next: mend what is named above, then run the same command again; it goes on where it stopped.",
  );
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

/** Outputs by their path in `from:`; an ARN that only repeats the name beside it is left to `pulumi stack output`. */
function outputsOf({ stack, progress }: DeploymentView, columns: number, bold: (text: string) => string): string {
  const all = Object.entries(progress.outputs).flatMap(([name, output]) => outputLines([name], output));
  const names = new Set(all.map(([name]) => name));
  const lines = all
    .filter(([name]) => !name.endsWith(".arn") || !names.has(name.replace(/arn$/, "name")))
    .map(([name, value]): [string, string] => [name.replace(/^outputs\./, ""), value]);
  if (lines.length === 0) return "";
  const width = Math.max(...lines.map(([name]) => name.length));
  const shown = lines.map(([name, value]) => cut(`  ${name.padEnd(width)}  ${value}`, columns));
  return [`${bold(stack)} outputs`, ...shown].join("\n");
}

/** Nested outputs become one line a leaf, with a dotted name. */
function outputLines(path: readonly string[], output: OutputValue): [string, string][] {
  if (output.kind === "secret") return [[path.join("."), "[secret]"]];
  return leaves(path, output.value);
}

function leaves(path: readonly string[], value: unknown): [string, string][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, child]) => leaves([...path, key], child));
  }
  return [[path.join("."), typeof value === "string" ? value : JSON.stringify(value)]];
}

function nextSteps(accent: (text: string) => string): string {
  const steps: readonly [string, string][] = [
    ["npx stagekeeper parity", "how do the stages differ, and is every difference wanted?"],
    ["npx stagekeeper drill", "something fails on purpose: does every alert arrive, and only once?"],
    ["npx stagekeeper sandbox run -- pulumi up --stack prod", "the engine as you will use it; nothing to change"],
    ["npx stagekeeper sandbox status", "what exists at the vendors now"],
    ["npx stagekeeper sandbox reset", "start afresh"],
  ];
  return ["Try next:", ...steps.map(([command, why]) => `  ${accent(command)}\n      ${why}`)].join("\n");
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

function cut(line: string, columns: number): string {
  return line.length > columns ? `${line.slice(0, columns - 1)}…` : line;
}
