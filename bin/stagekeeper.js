#!/usr/bin/env node
// The `stagekeeper` command. In a checkout it first brings dist/ up to date; in an installed package dist/ is all there is.
import { existsSync } from "node:fs";

const build = new URL("../tools/build.js", import.meta.url);
if (existsSync(build)) {
  if (!existsSync(new URL("../node_modules/esbuild", import.meta.url))) {
    console.error("stagekeeper is not set up in this checkout yet.\n  Next: npm start");
    process.exit(2);
  }
  await (await import(build)).ensureFresh().catch((error) => {
    console.error(error.message);
    process.exit(2);
  });
}
await import("../dist/cli.js");
