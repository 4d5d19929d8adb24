import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../tools/chromium.js";

/** A missing browser fails the tests, it does not skip them; outside CI the runner leaves them out and says so. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium(process.env);
  if (executablePath === undefined) throw new Error("There is no Chromium: install it, or name one in CHROMIUM.");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

export interface OpenPage {
  readonly page: Page;
  /** What the page asked for after itself, and what went wrong in it. */
  readonly requests: readonly string[];
  readonly errors: readonly string[];
}

/** The page in a tab of its own, as a file opens: from nowhere, with nothing to load from. */
export async function openPage(browser: Browser, html: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  const address = "http://report.invalid/";
  await context.route("**/*", (route) => {
    if (route.request().url() === address)
      return route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
    requests.push(route.request().url());
    return route.abort();
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("dialog", (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(address);
  return { page, requests, errors };
}
