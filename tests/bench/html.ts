/** How the HTML report behaves in Chromium with 10,000 findings: `npx tsx tests/bench/html.ts`. Medians of nine runs, in ms. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderHtml } from "../../cli/reporters/html/index.ts";
import { DEFAULT_OPTIONS } from "../../cli/reporters/options.ts";
import { launchChromium } from "../browser/chromium.ts";
import { largeReport } from "../cli/reporters/samples.ts";

const FINDINGS = 10_000;
const RUNS = 9;
/** Types as a person does, one search after the other, and waits for the next frame: what is felt, not only what is computed. */
const SEARCH = `(async () => {
  const search = document.querySelector("input[type=search]");
  const times = [];
  for (const text of ["r", "resource-02", "other-77", "eu-central zzz", ""]) {
    const start = performance.now();
    search.value = text;
    search.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  return times;
})()`;
const FIRST_PAINT = `performance.getEntriesByName("first-contentful-paint")[0].startTime`;
const STARTED = `performance.getEntriesByType("navigation")[0].domInteractive`;

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

const renderings: number[] = [];
const measured = { paint: [] as number[], ready: [] as number[], firstFilter: [] as number[], filter: [] as number[] };
const report = largeReport(FINDINGS);
const folder = mkdtempSync(join(tmpdir(), "stagekeeper-bench-"));
const file = join(folder, "report.html");
const browser = await launchChromium();
try {
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    const html = renderHtml(report, DEFAULT_OPTIONS);
    renderings.push(performance.now() - start);
    writeFileSync(file, html);
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
    measured.paint.push(await page.evaluate<number>(FIRST_PAINT));
    measured.ready.push(await page.evaluate<number>(STARTED));
    const [first = 0, ...others] = await page.evaluate<number[]>(SEARCH);
    measured.firstFilter.push(first);
    measured.filter.push(...others);
    await page.close();
    if (run === 0) console.log(`${FINDINGS} findings, ${(html.length / 1e6).toFixed(1)} MB`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
console.log(`render the file       ${median(renderings).toFixed(0)}`);
console.log(
  `first paint           ${median(measured.paint).toFixed(0)}   with rows to use after ${median(measured.ready).toFixed(0)}`,
);
console.log(
  `first filter          ${median(measured.firstFilter).toFixed(0)}   worst ${Math.max(...measured.firstFilter).toFixed(0)}`,
);
console.log(
  `later filters         ${median(measured.filter).toFixed(0)}   worst ${Math.max(...measured.filter).toFixed(0)}`,
);
