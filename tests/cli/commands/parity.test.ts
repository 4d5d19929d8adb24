import { expect } from "chai";
import { type ParityAdapters, type ParityOptions, parity } from "../../../cli/commands/parity.ts";
import type { LoadedStage } from "../../../cli/commands/parity-plan.ts";
import type { StageConfig } from "../../../core/config/types.ts";
import { configOf } from "../../core/config/example.ts";

const table = (stack: string, mode: string) => ({
  urn: `urn:pulumi:${stack}::p::aws:dynamodb/table:Table::facts`,
  type: "aws:dynamodb/table:Table",
  custom: true,
  inputs: { billingMode: mode },
});
const read = (name: string, mode = "PROVISIONED"): LoadedStage => ({
  ok: true,
  stage: { name, deployment: { resources: [table(name, mode)] } },
});
const unread = (stage: string, reason: string): LoadedStage => ({ ok: false, incomplete: { stage, reason } });

interface Recorded {
  readonly printed: string[];
  readonly logged: string[];
  readonly files: Record<string, string>;
  readonly loads: { names: string[]; source: string }[];
}

async function run(
  given: Partial<ParityOptions>,
  loaded: readonly LoadedStage[],
  configs: readonly StageConfig[] | null = null,
) {
  const seen: Recorded = { printed: [], logged: [], files: {}, loads: [] };
  const seeLoad = (source: string, stages: readonly { name: string }[]) => {
    seen.loads.push({ names: stages.map(({ name }) => name), source });
    return loaded;
  };
  const adapters: ParityAdapters = {
    configuration: async () => configs,
    stacksWithFiles: async () => ({ stacks: ["dev", "prod"], ending: ".yaml" }),
    read: {
      files: async (stages) => seeLoad("state", stages),
      recorded: async (stages) => seeLoad("recorded", stages),
      desired: async (stages) => seeLoad("desired", stages),
    },
    projectFile: async () => "Pulumi.yaml",
    version: "0.0.0",
    digest: (text) => text,
    now: () => new Date("2026-11-24T08:00:00.123Z"),
    print: (text) => seen.printed.push(text),
    log: (line) => seen.logged.push(line),
    write: (file, text) => {
      seen.files[file] = text;
    },
    terminal: { columns: 80, hasColour: false },
  };
  const report = {
    format: "json",
    outputs: [],
    failOn: "error",
    redact: "none",
    allowIncomplete: false,
    ...given.report,
  } as const;
  const options = {
    stages: [],
    source: given.state ? null : "recorded",
    state: [],
    hasConfig: false,
    proposeAllowances: false,
    ...given,
    report,
  } as const;
  return { code: await parity(options, adapters), ...seen };
}

const reportOf = ({ printed }: Recorded) => JSON.parse(printed.join(""));

describe("parity command", () => {
  it("compares the stacks of a project that has no configuration", async () => {
    const result = await run({}, [read("dev"), read("prod", "PAY_PER_REQUEST")]);
    expect(result.loads).to.deep.equal([{ names: ["dev", "prod"], source: "recorded" }]);
    expect(result.code).to.equal(1);
    const report = reportOf(result);
    expect(report.findings[0].code).to.equal("parity/different-value");
    expect(report.generatedAt).to.equal("2026-11-24T08:00:00Z");
  });

  it("exits 0 where the stages are alike", async () => {
    expect((await run({}, [read("dev"), read("prod")])).code).to.equal(0);
  });

  it("exits 2 for a stage that cannot be read, still compares the others, and says which and why", async () => {
    const loaded = [read("dev"), unread("staging", "the passphrase is wrong"), read("prod", "PAY_PER_REQUEST")];
    const result = await run({ stages: ["dev", "staging", "prod"] }, loaded);
    expect(result.code).to.equal(2);
    expect(reportOf(result).incomplete).to.deep.equal([{ stage: "staging", reason: "the passphrase is wrong" }]);
    expect(reportOf(result).findings).to.have.length(1);
    expect(result.logged).to.deep.equal([]);
    const allowed = await run(
      { stages: ["dev", "staging", "prod"], report: { allowIncomplete: true } as never },
      loaded,
    );
    expect(allowed.code).to.equal(1);
  });

  it("shows one line for each file that is no export, and no table, where nothing is left to compare", async () => {
    const loaded = [read("dev"), unread("prod", "prod.json is empty")];
    const result = await run(
      { state: ["dev=dev.json", "prod=prod.json"], report: { format: "table" } as never },
      loaded,
    );
    expect(result.code).to.equal(2);
    expect(result.logged).to.deep.equal(["prod: prod.json is empty"]);
    expect(result.printed).to.deep.equal([]);
  });

  it("reads no configuration for exports unless one is named", async () => {
    const allow = [{ address: "*::facts", path: "billingMode", reason: "wanted", owner: "jdoe" }];
    const config = configOf({ parity: { allow } });
    const differing = [read("dev"), read("prod", "PAY_PER_REQUEST")];
    const state = ["dev=a", "prod=b"];
    expect((await run({ state }, differing, [config])).code).to.equal(1);
    const named = await run({ state, hasConfig: true }, differing, [config]);
    expect(named.code).to.equal(0);
    expect(reportOf(named).summary.suppressed).to.equal(1);
  });

  it("writes the report to files in their own formats", async () => {
    const outputs = [
      { format: "markdown", file: "comment.md" },
      { format: "sarif", file: "parity.sarif" },
    ];
    const result = await run({ report: { outputs } as never }, [read("dev"), read("prod")]);
    expect(Object.keys(result.files)).to.deep.equal(["comment.md", "parity.sarif"]);
    expect(JSON.parse(result.files["parity.sarif"] ?? "").version).to.equal("2.1.0");
  });

  it("prints allowances for today's findings in place of the report", async () => {
    const result = await run({ proposeAllowances: true }, [read("dev"), read("prod", "PAY_PER_REQUEST")]);
    expect(result.printed.join("")).to.contain("allow:").and.to.contain("aws:dynamodb/table:Table::facts");
    expect(result.logged).to.deep.equal([]);
  });

  it("proposes nothing for a stage that cannot be read, says so, and writes the reports asked for", async () => {
    const unreadable = unread("qa", "qa.json does not exist");
    const outputs = [{ format: "json", file: "parity.json" }];
    const flags = { proposeAllowances: true, report: { outputs } as never };
    const result = await run(flags, [read("dev"), read("prod"), unreadable]);
    expect(result.code).to.equal(2);
    expect(result.logged).to.deep.equal(["qa: qa.json does not exist"]);
    expect(result.printed).to.deep.equal([
      '# Not compared, for it could not be read: "qa"\n# Nothing to allow in what was compared: there are no open findings.\n',
    ]);
    expect(JSON.parse(result.files["parity.json"] ?? "").incomplete).to.have.length(1);
    const alone = await run(flags, [read("dev"), unreadable]);
    expect(alone.printed.join("")).to.contain("# Nothing was compared").and.not.contain("Nothing to allow");
  });

  it("exits 2 where one stage alone was read; where that is allowed, it says that nothing was compared", async () => {
    const loaded = [read("dev"), unread("prod", "prod.json is empty")];
    const refused = await run({}, loaded);
    expect(refused.code).to.equal(2);
    expect(refused.logged).to.deep.equal(["prod: prod.json is empty"]);
    const allowed = await run({ report: { allowIncomplete: true } as never }, loaded);
    expect(allowed.code).to.equal(0);
    expect(allowed.logged).to.deep.equal(["prod: prod.json is empty", "dev was compared with nothing."]);
    const none = await run({ report: { allowIncomplete: true } as never }, [unread("dev", "x"), unread("prod", "y")]);
    expect(none.code).to.equal(2);
    expect(none.logged).to.deep.equal(["dev: x", "prod: y"]);
  });

  it("evaluates the program where no source is named", async () => {
    const result = await run({ source: null }, [read("dev"), read("prod")]);
    expect(result.loads).to.deep.equal([{ names: ["dev", "prod"], source: "desired" }]);
    expect(reportOf(result).source).to.equal("desired");
  });
});
