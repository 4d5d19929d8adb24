/** The codes that the command reports, sorted, as one text. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export function findingsOf(states: readonly { readonly stage: string; readonly file: string }[]): string {
  const args = states.flatMap(({ stage, file }) => ["--state", `${stage}=${file}`]);
  const { stdout } = spawnSync(process.execPath, [CLI, "parity", ...args, "--format", "json"], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  const report = JSON.parse(stdout) as { readonly findings: readonly { readonly code: string }[] };
  return report.findings
    .map(({ code }) => code)
    .sort()
    .join(" ");
}
