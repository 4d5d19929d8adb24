import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";

const file = new URL("../../../schemas/report.schema.json", import.meta.url);
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(JSON.parse(readFileSync(file, "utf8")));

/** Checks a report, as JSON, against the committed schema. */
export function expectValidReport(report: unknown): void {
  validate(JSON.parse(JSON.stringify(report)));
  expect(validate.errors ?? []).to.deep.equal([]);
}
