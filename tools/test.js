// Runs every test and closes with the counts. In CI a skipped test is a failure: what must run there may not be left out.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./chromium.js";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const cache = join(root, "node_modules/.cache");
const countsFile = join(cache, "test-counts.json");

const mocha = ["node_modules/mocha/bin/mocha.js", "--reporter", "tools/mocha-reporter.cjs"];
const coverage = ["node_modules/c8/bin/c8.js", "--config", ".c8rc.json", process.execPath];

/**
 * The ladder: what is cheap first. Coverage is measured where it is promised, on core and components, and by their own tests:
 * others load the same files in another module format, too, and V8's counts of two formats do not add up.
 */
const runs = [
  { name: "core and component", args: [...coverage, ...mocha, "--spec", "tests/{core,components}/**/*.test.ts"] },
  { name: "other unit", args: [...mocha, "--spec", "tests/!(core|components|e2e|browser|bench)/**/*.test.ts"] },
  { name: "engine", args: [...mocha, "--spec", "tests/e2e/**/*.test.ts"] },
  { name: "browser", args: [...mocha, "--spec", "tests/browser/**/*.test.ts"], missing: missingBrowser() },
];

const total = { passed: 0, failed: 0, skipped: 0 };
mkdirSync(cache, { recursive: true });
for (const { name, args, missing } of runs) {
  rmSync(countsFile, { force: true });
  console.log(`\n== ${name} tests`);
  if (missing !== undefined) {
    total.skipped += countTests(args);
    console.log(missing);
    continue;
  }
  const child = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, MOCHA_COUNTS: countsFile },
  });
  const counts = readCounts();
  if (child.status !== 0 && counts.failed === 0) counts.failed += 1;
  for (const key of Object.keys(total)) total[key] += counts[key];
}

if (process.env.CI && total.skipped > 0) {
  console.log(`\n${total.skipped} tests were skipped; in CI each of them must run.`);
  total.failed += total.skipped;
  total.skipped = 0;
}
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** Why the pages cannot be looked at here. In CI they must be: there the tests run and fail. */
function missingBrowser() {
  if (process.env.CI || findChromium(process.env)) return undefined;
  return "Skipped: there is no Chromium on this machine. Install it, or name one in CHROMIUM.";
}

function countTests(args) {
  spawnSync(process.execPath, [...args, "--dry-run"], { cwd: root, env: { ...process.env, MOCHA_COUNTS: countsFile } });
  return readCounts().passed;
}

/** A runner that died before its end has no counts: that is a failure, too. */
function readCounts() {
  try {
    return JSON.parse(readFileSync(countsFile, "utf8"));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
