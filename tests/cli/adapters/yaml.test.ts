import { expect } from "chai";
import { parseYamlData } from "../../../cli/adapters/yaml.ts";
import { UserError } from "../../../core/user-error.ts";

describe("YAML of a project", () => {
  it("is plain data, and an empty file an empty map", () => {
    expect(parseYamlData("a: [1, b]\n", "Pulumi.yaml")).to.deep.equal({ a: [1, "b"] });
    expect(parseYamlData("", "Pulumi.yaml")).to.deep.equal({});
  });

  it("has a date where one stands without quotes, as the engine reads it", () => {
    const text = 'a: 2026-12-31\nb: "2026-12-31"\nc: 2026-12-31T10:00:00Z\nd: 2026-12-3x\n';
    expect(parseYamlData(text, "Pulumi.yaml")).to.deep.equal({
      a: new Date("2026-12-31T00:00:00Z"),
      b: "2026-12-31",
      c: new Date("2026-12-31T10:00:00Z"),
      d: "2026-12-3x",
    });
  });

  it("names the file where it is none", () => {
    expect(() => parseYamlData("a: [", "Pulumi.yaml")).to.throw(UserError, /^Pulumi\.yaml: .+/);
  });
});
