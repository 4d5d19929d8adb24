import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";

/** Compares with the file beside the test; UPDATE_GOLDEN=1 writes it, for a person to read the difference. */
export function expectGolden(name: string, text: string): void {
  const file = new URL(name, import.meta.url);
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, text);
  expect(text).to.equal(readFileSync(file, "utf8"));
}
