import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { parseAccountConfig } from "../../core/config/account.ts";
import { parseStageConfig } from "../../core/config/parse.ts";
import { roleOfStack } from "../../core/config/stages.ts";
import { codeBlocks, codeSpans, readDocument } from "./markdown.ts";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface StageFile {
  readonly config: Readonly<Record<string, unknown>>;
}

describe("docs/configuration.md", () => {
  const document = readDocument("docs/configuration.md");
  const documented = new Set(codeSpans(document).map((span) => span.replaceAll(/<[^>]+>/g, "*")));

  it("has every key of the schema", () => {
    const missing = keysOf(writtenSchema(), "").filter((key) => !documented.has(key));
    expect([...new Set(missing)].filter((key) => !isSecondSight(key))).to.deep.equal([]);
  });

  it("has no key that the schema lacks", () => {
    const known = new Set(keysOf(writtenSchema(), ""));
    const sections = new Set([...known].map((key) => key.split(/[.[]/)[0]));
    const rows = [...document.text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key = ""]) =>
      key.replaceAll(/<[^>]+>/g, "*"),
    );
    const keys = rows.filter((key) => sections.has(key.split(/[.[]/)[0] ?? ""));
    expect(keys.length).to.be.greaterThan(60);
    expect(keys.filter((key) => !known.has(key) && !isOutputPath(key))).to.deep.equal([]);
  });

  it("shows stage files of several accounts that fit each other", () => {
    const base = {
      app: "agent-ops",
      stages: ["dev", "staging", "prod"],
      github: { repository: "jdoe/agent-ops", visibility: "public" },
      aws: { region: "eu-central-1", accountId: "111111111111" },
    };
    const read = (stack: string) => {
      const block = codeBlocks(document, "yaml").find((one) => one.startsWith(`# Pulumi.${stack}.yaml\n`)) ?? "";
      const files = { base: "Pulumi.yaml", stage: `Pulumi.${stack}.yaml` };
      return { base, overrides: (parse(block) as StageFile).config["stagekeeper:stage"], files };
    };
    const prod = parseStageConfig({ ...read("prod"), stage: "prod" });
    expect(prod.ok && prod.config.aws.accountStack).to.equal("account-prod");
    for (const [stack, stages] of Object.entries({ account: ["dev", "staging"], "account-prod": ["prod"] })) {
      const input = read(stack);
      expect(roleOfStack(base, input.overrides, stack)).to.deep.equal({ kind: "account" });
      const account = parseAccountConfig(input);
      expect(account.ok && account.config.stages.map(({ name }) => name)).to.deep.equal(stages);
    }
  });
});

/** `rangeKey` is written like `hashKey`, and a key of an index like the table's: the document says so once. */
function isSecondSight(key: string): boolean {
  return /(rangeKey|indexes\.\*\.hashKey)\.(name|type)$/.test(key);
}

/** Rows of the table of `from:` paths begin like keys. */
function isOutputPath(key: string): boolean {
  return /^(warehouse\.\*\.(tables|buckets)\.\*\.name|vercel\.\*\.id|aws\.accountId)$/.test(key);
}

function writtenSchema(): Schema {
  const text = readFileSync(new URL("../../schemas/config.schema.json", import.meta.url), "utf8");
  const config = (JSON.parse(text) as Schema).properties?.["config"];
  return config?.properties?.["stagekeeper:base"]?.properties?.["value"] ?? {};
}

/** Dotted paths; `*` stands for a name that the user chooses, `[]` for an item of a list. */
function keysOf(schema: Schema, path: string): readonly string[] {
  const alternatives = (schema.anyOf ?? []).flatMap((one) => keysOf(one, path));
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, below]) => {
    const here = path === "" ? key : `${path}.${key}`;
    return [here, ...keysOf(below, here)];
  });
  const { additionalProperties: any, items } = schema;
  const named = typeof any === "object" ? keysOf(any, `${path}.*`) : [];
  return [...own, ...alternatives, ...named, ...(items ? keysOf(items, `${path}[]`) : [])];
}
