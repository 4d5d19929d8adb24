import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect } from "chai";
import { parse } from "yaml";
import { configSchemaFile } from "../../../tools/schema.ts";

const text = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strict: true }).compile(
  JSON.parse(text("schemas/config.schema.json")),
);
const errorsOf = (data: unknown) => {
  validate(data);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};
const FILES = ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.staging.yaml", "Pulumi.prod.yaml", "Pulumi.account.yaml"];

describe("the JSON Schema for editors", () => {
  it("is current: npm run schema writes it", () => {
    expect(text("schemas/config.schema.json")).to.equal(configSchemaFile());
  });

  for (const file of FILES) {
    it(`is named by ${file}, which is valid`, () => {
      expect(text(file)).to.match(/^# yaml-language-server: \$schema=\.\/schemas\/config\.schema\.json\n/);
      expect(errorsOf(parse(text(file)))).to.deep.equal([]);
    });
  }

  it("has a description for every key of the base", () => {
    const { properties } = JSON.parse(text("schemas/config.schema.json"));
    const base = properties.config.properties["stagekeeper:base"].properties.value;
    const undescribed = Object.entries<{ description?: string }>(base.properties).filter(
      ([, { description }]) => !description,
    );
    expect(undescribed).to.deep.equal([]);
    expect(base.properties.github.properties.plan).to.include({ default: "free" });
  });

  it("refuses unknown keys and wrong values", () => {
    const example = parse(text("Pulumi.yaml"));
    const base = example.config["stagekeeper:base"].value;
    base.github.plan = "fre";
    base.zebra = 1;
    expect(errorsOf(example)).to.have.members([
      "/config/stagekeeper:base/value must NOT have additional properties",
      "/config/stagekeeper:base/value/github/plan must be equal to one of the allowed values",
    ]);
  });

  it("takes parts and null in a stage's file, but no unknown keys and nothing that belongs to the base", () => {
    const stage = (overrides: unknown) => errorsOf({ config: { "stagekeeper:stage": overrides } }).length === 0;
    expect(
      stage({
        github: { plan: null },
        warehouse: { lake: { tables: { facts: null } } },
        variables: { X: { value: "x" } },
      }),
    ).to.equal(true);
    expect(stage({ stages: ["prod"] })).to.equal(true);
    expect(stage(null)).to.equal(true);
    expect(stage({ github: { plam: "free" } })).to.equal(false);
    expect(stage({ app: "other" })).to.equal(false);
    expect(stage({ parity: { allow: [] } })).to.equal(false);
  });

  it("takes secrets only encrypted", () => {
    expect(errorsOf({ config: { "stagekeeper:secrets": { KEY: { secure: "v1:..." } } } })).to.deep.equal([]);
    expect(errorsOf({ config: { "stagekeeper:secrets": { KEY: "plain" } } })).to.deep.equal([
      "/config/stagekeeper:secrets/KEY must be object",
    ]);
  });
});
