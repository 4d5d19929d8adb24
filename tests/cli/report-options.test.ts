import { expect } from "chai";
import { Command } from "commander";
import { addReportFlags, readReportFlags } from "../../cli/report-options.ts";

function flags(...args: string[]) {
  const command = addReportFlags(new Command()).exitOverride();
  return readReportFlags(command.parse(args, { from: "user" }).opts());
}

describe("report flags", () => {
  it("have defaults", () => {
    expect(flags()).to.deep.equal({
      format: "table",
      outputs: [],
      failOn: "error",
      redact: "none",
      allowIncomplete: false,
    });
  });

  it("take several outputs, each with its format, its ending, or the format of standard output", () => {
    const { outputs } = flags("--output", "sarif:a.json", "--output", "b.md", "--output", "c", "--format", "json");
    expect(outputs).to.deep.equal([
      { format: "sarif", file: "a.json" },
      { format: "markdown", file: "b.md" },
      { format: "json", file: "c" },
    ]);
  });

  it("refuse a word that is no choice and list the choices", () => {
    expect(() => flags("--format", "xml")).to.throw("--format xml is not known");
    expect(() => flags("--fail-on", "note")).to.throw("--fail-on note is not known");
    expect(() => flags("--redact", "names")).to.throw("--redact names is not known");
  });
});
