import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { UserError } from "../../../core/user-error.ts";

const candidates = ["index.js", "index.mjs", "index.cjs", "index.ts", "index.mts"] as const;

/** The file that Pulumi would run: `main` of Pulumi.yaml, else of package.json, else an index file. */
export function findMainFile(root: string, main: string | null): string {
  const start = resolve(root, main ?? mainOfPackage(root) ?? ".");
  const file = isFolder(start) ? candidates.map((name) => join(start, name)).find((path) => existsSync(path)) : start;
  if (file !== undefined && existsSync(file)) return file;
  throw new UserError(
    `The program ${start} does not exist`,
    "Correct main in Pulumi.yaml, or build the program first.",
  );
}

function mainOfPackage(root: string): string | null {
  try {
    const { main } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { main?: unknown };
    return typeof main === "string" ? main : null;
  } catch {
    return null;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Makes TypeScript programs loadable with what their project has: tsx, ts-node, or a Node that strips types itself. */
export async function prepareTypeScript(file: string): Promise<void> {
  if (!/\.[cm]?ts$/.test(file)) return;
  const require = createRequire(file);
  for (const loader of ["tsx/cjs", "ts-node/register/transpile-only"]) {
    try {
      require(loader);
      if (loader === "tsx/cjs") await import(require.resolve("tsx/esm"));
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) throw error;
    }
  }
  if ("typescript" in process.features && process.features.typescript) return;
  throw new UserError(
    `${file} is TypeScript and nothing here can run it`,
    "Install tsx in the project (npm install --save-dev tsx), or compare what was deployed: --source recorded",
  );
}
