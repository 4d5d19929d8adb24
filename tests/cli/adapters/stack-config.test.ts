import { expect } from "chai";
import { stackToEvaluate } from "../../../cli/adapters/program/stack-config.ts";
import { stackFilesOf } from "../../../cli/adapters/stack-files.ts";

describe("a stack's configuration for the program", () => {
  it("has the project's values as text, a date without quotes as the engine writes it", () => {
    const text =
      'name: app\nconfig:\n  day: 2026-12-31\n  quoted: "2026-12-31"\n  map: { value: { until: 2026-12-31T10:20:30.5Z } }\n';
    const project = { root: "/nowhere", file: "Pulumi.yaml", text };
    expect(stackToEvaluate(project, stackFilesOf(project), "dev", null).config).to.deep.equal({
      "app:day": "2026-12-31 00:00:00 +0000 UTC",
      "app:quoted": "2026-12-31",
      "app:map": '{"until":"2026-12-31 10:20:30.5 +0000 UTC"}',
    });
  });
});
