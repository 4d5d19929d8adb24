import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Result } from "axe-core";
import { expect } from "chai";
import fc from "fast-check";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { renderHtml } from "../../cli/reporters/html/index.ts";
import { DEFAULT_OPTIONS } from "../../cli/reporters/options.ts";
import type { Report } from "../../core/findings/report.ts";
import { finding, report, value } from "../cli/reporters/builders.ts";
import { hostileReport } from "../cli/reporters/hostile.ts";
import { cleanReport, driftReport, fullReport, incompleteReport, largeReport } from "../cli/reporters/samples.ts";
import { launchChromium, type OpenPage, openPage } from "./chromium.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const html = (of: Report) => renderHtml(of, DEFAULT_OPTIONS);

/** Serious and critical violations, as `rule: element`. */
async function violationsIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<Result[]>("axe.run().then((results) => results.violations)");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

const focusedText = (page: Page) => page.evaluate<string>("document.activeElement.textContent");
const rowNames = (page: Page) => page.locator("#matrix tbody th[scope=row] .place").allTextContents();

describe("HTML report in a browser", function () {
  this.timeout(60_000);
  let browser: Browser;
  let opened: OpenPage[] = [];

  async function open(of: Report, options: BrowserContextOptions = {}): Promise<Page> {
    const tab = await openPage(browser, html(of), options);
    opened.push(tab);
    return tab.page;
  }

  before(async () => {
    browser = await launchChromium();
  });
  afterEach("asks for nothing and breaks no rule of its own policy", async () => {
    const troubles = opened.flatMap(({ requests, errors }) => [...requests, ...errors]);
    opened = [];
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(troubles).to.deep.equal([]);
  });
  after(() => browser.close());

  for (const colorScheme of ["light", "dark"] as const) {
    it(`has nothing serious for axe-core in ${colorScheme}`, async () => {
      for (const each of [fullReport(), cleanReport(), incompleteReport(), driftReport(), largeReport(60, 12)]) {
        const page = await open(each, { colorScheme });
        expect(await violationsIn(page)).to.deep.equal([]);
      }
    });

    it(`has nothing serious for axe-core in ${colorScheme} in the details of any finding, nor on a narrow screen`, async () => {
      const page = await open(fullReport(), {
        colorScheme,
        viewport: { width: 390, height: 844 },
      });
      await page.getByRole("checkbox", { name: "allowed" }).check();
      expect(await violationsIn(page)).to.deep.equal([]);
      await page.locator("button.cell").first().click();
      for (let index = 0; index < fullReport().findings.length; index += 1) {
        expect(await violationsIn(page)).to.deep.equal([]);
        await page.keyboard.press("ArrowRight");
      }
    });
  }

  it("is a table with a column for each stage and a heading for each resource", async () => {
    const page = await open(fullReport());
    expect(await page.locator("#matrix").getByRole("columnheader").allTextContents()).to.deep.equal([
      "Property",
      "dev →",
      "staging →",
      "prod",
    ]);
    expect(await page.locator("#matrix th[scope=rowgroup]").first().textContent()).to.equal(
      "factsaws:dynamodb/table:Table",
    );
    const row = page.getByRole("row", { name: "billingMode" });
    expect(await row.getByRole("cell").allTextContents()).to.deep.equal([
      "PROVISIONED",
      "PROVISIONED",
      "≠ stands out: PAY_PER_REQUEST",
    ]);
  });

  it("shows the values side by side and the remedy one click from a cell", async () => {
    const page = await open(fullReport());
    await page.getByRole("button", { name: "PAY_PER_REQUEST" }).click();
    const dialog = page.getByRole("dialog", { name: "facts" });
    expect(await dialog.locator(".card pre").allTextContents()).to.deep.equal([
      "PROVISIONED",
      "PROVISIONED",
      "PAY_PER_REQUEST",
    ]);
    expect(await dialog.locator(".card.chosen h3").textContent()).to.equal("prod≠ stands out");
    expect(await dialog.locator(".remedy").textContent()).to.match(/^What to doGive warehouse/);
  });

  it("marks what differs, and tells secret, absent and unreadable apart", async () => {
    const page = await open(fullReport());
    const row = page.getByRole("row", { name: "value" }).filter({ hasText: "checked" });
    await row.getByRole("button").last().click();
    expect(await page.locator(".card.out mark").allTextContents()).to.deep.equal(["prod", "checked"]);
    const kinds = await page
      .locator("#matrix td")
      .evaluateAll((cells) => cells.map((cell) => cell.className.split(" ")[0]));
    expect(new Set(kinds)).to.include.all.keys("value", "secret", "absent", "unreadable", "present", "hidden");
  });

  it("shows why a difference is allowed, by whom and until when", async () => {
    const page = await open(fullReport());
    await page.getByRole("checkbox", { name: "errors" }).uncheck();
    await page.getByRole("checkbox", { name: "allowed" }).check();
    await page.getByRole("button", { name: "debug" }).first().click();
    expect(await page.locator(".allowance").textContent()).to.equal(
      "Alloweddebug logs while developingOwnerjdoeUntil2027-03-31Written atstagekeeper:base.parity.allow[0]",
    );
  });

  it("filters by text, severity, kind and stage, and says how many are left", async () => {
    const page = await open(fullReport());
    const count = page.getByRole("status");
    expect(await count.textContent()).to.equal("14 of 17 findings");
    await page.getByLabel("Search").fill("PAY_PER table");
    expect(await count.textContent()).to.equal("1 of 17 findings");
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.getByRole("checkbox", { name: "errors" }).uncheck();
    expect(await count.textContent()).to.equal("6 of 17 findings");
    await page.getByLabel("Kind").selectOption("parity/unreadable");
    expect(await rowNames(page)).to.deep.equal(["plaintextValue"]);
    await page.getByLabel("Stands out").selectOption("dev");
    expect(await page.getByText("No finding matches.").isVisible()).to.equal(true);
    await page.getByRole("button", { name: "Clear the filters" }).click();
    expect(await count.textContent()).to.equal("14 of 17 findings");
  });

  it("works from the keyboard alone", async () => {
    const page = await open(fullReport());
    await page.keyboard.press("Tab");
    expect(await focusedText(page)).to.equal("Skip to the findings");
    await page.keyboard.press("Enter");
    await page.keyboard.press("/");
    await page.keyboard.type("facts");
    expect(await page.getByRole("status").textContent()).to.equal("3 of 17 findings");
    await page.locator("#matrix button[tabindex='0']").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    expect(await focusedText(page)).to.equal("(absent)");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowUp");
    expect(await focusedText(page)).to.equal("≠ stands out: PAY_PER_REQUEST");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("dialog").isVisible()).to.equal(true);
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("#position").textContent()).to.equal("2 of 3");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").isVisible()).to.equal(false);
    expect(await focusedText(page)).to.equal("≠ stands out: PAY_PER_REQUEST");
  });

  it("links to a finding", async () => {
    const page = await open(fullReport());
    await page.getByRole("button", { name: "PAY_PER_REQUEST" }).click();
    expect(page.url()).to.match(/#[0-9a-f]{16}$/);
    await page.reload();
    expect(await page.getByRole("dialog", { name: "facts" }).isVisible()).to.equal(true);
  });

  it("follows the system's colours until somebody chooses", async () => {
    const page = await open(fullReport(), { colorScheme: "dark" });
    const background = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    const dark = await background();
    await page.getByRole("button", { name: "Switch to light colours" }).click();
    expect(await background()).not.to.equal(dark);
    await page.emulateMedia({ colorScheme: "light" });
    await page.getByRole("button", { name: "Switch to dark colours" }).click();
    expect(await background()).to.equal(dark);
  });

  it("folds a long value and shows it in full on request", async () => {
    const long = finding("parity/different-value", "error", {
      path: "policy",
      stages: { dev: value(`start ${"x ".repeat(2000)}`), prod: value(`start ${"y ".repeat(2000)}end`) },
      standsOut: ["prod"],
    });
    const page = await open(report([long], { stages: ["dev", "prod"] }));
    await page.locator("button.cell").first().click();
    const folded = await page
      .locator(".card pre")
      .first()
      .evaluate((pre) => pre.clientHeight);
    await page.getByRole("button", { name: "Show all" }).first().click();
    expect(
      await page
        .locator(".card pre")
        .first()
        .evaluate((pre) => pre.clientHeight),
    ).to.be.above(folded);
    expect(await page.locator(".card pre").last().textContent()).to.match(/y end$/);
  });

  it("draws 10,000 findings a part at a time, and finds each of them", async () => {
    const page = await open(largeReport(10_000));
    expect(await page.getByRole("status").textContent()).to.equal("9000 of 10000 findings");
    expect(await page.locator("#matrix tbody tr").count()).to.be.below(600);
    await page.getByLabel("Search").fill("other-9998");
    expect(await rowNames(page)).to.deep.equal(["value"]);
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.locator("#matrix button[tabindex='0']").focus();
    const before = await page.locator("#matrix tbody th[scope=row]").count();
    for (let step = 0; step < before; step += 1) await page.keyboard.press("ArrowDown");
    expect(await page.evaluate<string>("document.activeElement.dataset.index")).to.equal(String(before));
  });

  it("runs nothing and moves nothing, whatever the values hold", async () => {
    const samples = fc.sample(hostileReport, { seed: 7, numRuns: 12 }).filter(({ findings }) => findings.length > 0);
    for (const hostile of samples) {
      const page = await open(hostile);
      if (await page.locator("#findings").isVisible()) {
        await page.getByRole("checkbox", { name: "allowed" }).check();
        await page.locator("button.cell").first().click();
      }
      expect(await page.evaluate("window.pwned")).to.equal(undefined);
      await page.context().close();
    }
  });
});
