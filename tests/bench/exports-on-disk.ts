/** Generated exports in a temporary folder: one of 100,000 resources has half a gigabyte. */
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportText, normalisedTree, type Plan, type TreeOf } from "./exports.ts";

const AT_ONCE = 1 << 20;

export interface ExportsOnDisk {
  /** Path of a stage's export; written when it is first asked for. */
  exportOf(plan: Plan, stage: string): string;
  /** Path of the same stage as a normalised tree. */
  treeOf(plan: Plan, stage: string, of: TreeOf): string;
  /** Removes what one size needed. */
  clear(plan: Plan): void;
  remove(): void;
}

export function exportsOnDisk(): ExportsOnDisk {
  const root = mkdtempSync(join(tmpdir(), "stagekeeper-bench-"));
  const folderOf = ({ resources, stages }: Plan) => join(root, `${resources}x${stages.length}`);
  const written = (plan: Plan, name: string, pieces: () => Iterable<string>) => {
    const file = join(folderOf(plan), name);
    mkdirSync(folderOf(plan), { recursive: true });
    if (!existsSync(file)) writePieces(file, pieces());
    return file;
  };
  return {
    exportOf: (plan, stage) => written(plan, `${stage}.json`, () => exportText(plan, stage)),
    treeOf: (plan, stage, of) => written(plan, `${stage}.${of}.json`, () => normalisedTree(plan, stage, of)),
    clear: (plan) => rmSync(folderOf(plan), { recursive: true, force: true }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

export function megabytesOf(file: string): number {
  return statSync(file).size / 1e6;
}

function writePieces(file: string, pieces: Iterable<string>): void {
  const descriptor = openSync(file, "w");
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < AT_ONCE) continue;
    writeSync(descriptor, text);
    text = "";
  }
  writeSync(descriptor, text);
  closeSync(descriptor);
}
