import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "chai";
import { awsResources } from "../../../sandbox/aws/index.ts";

const { resolve } = createRequire(import.meta.url);

/** Every property that the SDK's class knows, as argument or as output. */
function sdkProperties(type: string): string[] {
  const [, path] = /^aws:(.+):/.exec(type) ?? [];
  const source = readFileSync(resolve(`@pulumi/aws/${path}.js`), "utf8");
  const names = [...source.matchAll(/resourceInputs\["(\w+)"\]/g)].map(([, name]) => name ?? "");
  return [...new Set(names)].sort();
}

/** Left out of the table's model, which refuses them all the same. */
const notListed = [
  "globalTableWitness",
  "importTable",
  "replicas",
  "restoreBackupArn",
  "restoreDateTime",
  "restoreSourceName",
  "restoreSourceTableArn",
  "restoreToLatestTime",
];

describe("sandbox: the properties of AWS's types", () => {
  for (const { type, properties } of awsResources) {
    it(`are those of the SDK's class for ${type}`, () => {
      const known = [...Object.keys(properties), ...(type === "aws:dynamodb/table:Table" ? notListed : [])];
      expect(
        sdkProperties(type).filter((name) => !known.includes(name)),
        "missing",
      ).to.deep.equal([]);
      expect(
        known.filter((name) => !sdkProperties(type).includes(name)),
        "not in the SDK",
      ).to.deep.equal([]);
    });
  }
});
