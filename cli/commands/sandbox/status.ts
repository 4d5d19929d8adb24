import { existsSync } from "node:fs";
import Table from "cli-table3";
import { shortStackName } from "../../../core/config/stack-name.ts";
import type { Host } from "../../adapters/host.ts";
import { findProject } from "../../adapters/project.ts";
import { sandboxFolder } from "../../adapters/sandbox/folder.ts";
import { openSandbox } from "../../adapters/sandbox/session.ts";
import { choice } from "../../report-options.ts";

/** By vendor, then by stack; the stack "" stands for what no program made. */
type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

const vendors = ["github", "vercel", "aws"];

/** What exists at the sandbox's vendors, by stage. */
export async function sandboxStatus(host: Host, written: string): Promise<number> {
  const format = choice("--format", written, ["table", "json"] as const);
  const { root } = findProject(host.cwd);
  if (!existsSync(sandboxFolder(root).root)) {
    host.print(format === "json" ? "{}" : "There is no sandbox yet. Next: npm start, or npx stagekeeper sandbox up");
    return 0;
  }
  const sandbox = await openSandbox(host);
  try {
    const { counts } = await sandbox.server.control<{ counts: Counts }>("GET", "/status");
    const stages = [
      ...sandbox.stages.map(({ stage }) => shortStackName(stage.stack)),
      ...(sandbox.accountStack ? [sandbox.accountStack] : []),
    ];
    host.print(format === "json" ? JSON.stringify(counts, null, 2) : table(counts, stages));
    return 0;
  } finally {
    await sandbox.close();
  }
}

function table(counts: Counts, known: readonly string[]): string {
  const others = Object.values(counts)
    .flatMap((byStack) => Object.keys(byStack))
    .filter((stack) => !known.includes(stack));
  const rows = [...known, ...new Set(others)];
  const shown = new Table({
    head: ["Stack", "GitHub", "Vercel", "AWS"],
    style: { head: [], border: [], compact: true },
  });
  for (const stack of rows) {
    shown.push([
      stack === "" ? "(no program)" : stack,
      ...vendors.map((vendor) => String(counts[vendor]?.[stack] ?? 0)),
    ]);
  }
  return shown.toString();
}
